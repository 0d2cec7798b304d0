/** What becomes of calls on their way; for this module alone. */
package io.cds.testkit.calls;
