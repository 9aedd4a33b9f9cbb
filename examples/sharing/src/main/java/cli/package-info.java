/** A command-line tool whose session survives between its runs, also of several copies at once. */
@NullMarked
package cli;

import org.jspecify.annotations.NullMarked;
