/// Shell scripts of pipelines: tolerant, bounded parsers for POSIX shells, PowerShell and cmd.exe
/// into one model, and the views that rules ask: commands, writes to runner files, data flow.
@NullMarked
package dev.sallyport.scan.syntax.shell;

import org.jspecify.annotations.NullMarked;
