#!/usr/bin/env bash
# moto 5.2.5: in a CloudFormation template !And, !Or and !Not take a short !Condition
# for false, without a word.
#
# CloudFormation's YAML has a short form of `Condition: NAME` too, and uses it itself
# in its documents: `!And [!Condition A, !Condition B]`. One would expect that an
# emulator that reads the short !And reads it, or refuses it. moto evaluates it to
# false, so that !Not becomes true: a test against moto creates the resources that
# must not be there, and leaves out those that must. The long form is read rightly.
#
# Seen with Python 3.11 (IsOn is true; which of the buckets are created):
#   OfLongAnd OfShortNot
# CloudFormation would create OfLongAnd, OfShortAnd and OfShortOr.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install \
  boto3==1.44.8 'moto[cloudformation,s3]==5.2.5'

cat >template.yml <<'END'
Conditions:
  IsOn: !Equals [on, on]
  LongAnd: !And [{ Condition: IsOn }, { Condition: IsOn }]
  ShortAnd: !And [!Condition IsOn, !Condition IsOn]
  ShortOr: !Or [!Condition IsOn, !Condition IsOn]
  LongNot: !Not [{ Condition: IsOn }]
  ShortNot: !Not [!Condition IsOn]
Resources:
  OfLongAnd: { Type: 'AWS::S3::Bucket', Condition: LongAnd }
  OfShortAnd: { Type: 'AWS::S3::Bucket', Condition: ShortAnd }
  OfShortOr: { Type: 'AWS::S3::Bucket', Condition: ShortOr }
  OfLongNot: { Type: 'AWS::S3::Bucket', Condition: LongNot }
  OfShortNot: { Type: 'AWS::S3::Bucket', Condition: ShortNot }
END
cat >create.py <<'END'
import boto3
from moto import mock_aws
keys = {'aws_access_key_id': 'a', 'aws_secret_access_key': 'b'}
with mock_aws():
    cloudformation = boto3.client('cloudformation', region_name='eu-west-1', **keys)
    with open('template.yml') as template:
        cloudformation.create_stack(StackName='stack', TemplateBody=template.read())
    found = cloudformation.list_stack_resources(StackName='stack')
    names = [one['LogicalResourceId'] for one in found['StackResourceSummaries']]
    print(*sorted(name for name in names if name))
END
seen=$(python/bin/python create.py)
echo "$seen"
if [ "$seen" != 'OfLongAnd OfShortNot' ]; then
  echo 'This has changed.'
  exit 1
fi
