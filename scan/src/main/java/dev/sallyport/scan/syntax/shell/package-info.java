/// Shell scripts: parsers and one model for POSIX shells and PowerShell.
@NullMarked
package dev.sallyport.scan.syntax.shell;

import org.jspecify.annotations.NullMarked;
