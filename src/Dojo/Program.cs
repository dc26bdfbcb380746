using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using HonestAsync.Dojo;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
var console = TerminalConsole.Create(Console.Out, Console.IsOutputRedirected);
try
{
    var commands = DojoCommands.Build(console);
    var parsed = commands.Parse(args);
    return parsed.Action is ParseErrorAction
        ? DojoCommands.ShowErrors(parsed, Console.Error)
        : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (DojoException error)
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.ToolFailure;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted. Nothing of yours was changed.");
    return ExitCode.Interrupted;
}
