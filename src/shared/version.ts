/** The version of this tool, as in package.json (held together by a test). */
export const VERSION = '0.1.0'
