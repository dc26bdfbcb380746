using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Sockets;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The command line as a whole: parsing, help, and what a failure prints and returns.</summary>
internal static class DojoCommands
{
    private const string Examples = """
        Examples:
          dojo                      where you are, and the next step
          dojo run                  run every notebook, a verdict for each claim
          dojo run 16 --out copies  run one, keep the executed copy
          dojo check 32             run the tests of a kata on your file
          dojo watch                run them at each save of the kata you are on
          dojo hint 32              the next hint; once solved: dojo solution 32
          dojo list --all           notebooks and katas, the planned ones too

        dojo is short for: dotnet run --project src/Dojo --
        """;

    /// <summary>Parses and runs a command line; writes to the given writers.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] words, TextWriter output, TextWriter error, bool redirected)
    {
        // the text is English, so its numbers are, too; the cells of a kernel keep the user's culture
        if (words is not ["kernel", "start", ..])
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        }
        try
        {
            var parsed = Root(TerminalConsole.Create(output, redirected)).Parse(words);
            return parsed.Action is ParseErrorAction
                ? ShowErrors(parsed, error)
                : await parsed.InvokeAsync(new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
                }).ConfigureAwait(false);
        }
        catch (OutputException failure) when (failure.ReaderIsGone)
        {
            return ExitCode.ReaderGone;
        }
        catch (Exception failure) when (Sentence(failure) is { } sentence)
        {
            Show(sentence, error);
            return failure is OperationCanceledException ? ExitCode.Interrupted : ExitCode.ToolFailure;
        }
    }

    /// <summary>Every command; its examples are next to it.</summary>
    internal static RootCommand Root(IAnsiConsole console)
    {
        var root = new RootCommand("Honest Async: claims about async, tested in C#.");
        Command[] all =
        [
            .. NotebookCommands.All(console), .. KataCommands.All(console), .. LearnerCommands.All(console),
            .. KernelCommands.All(console), .. AuthorCommands.All(console),
        ];
        foreach (var command in all)
        {
            root.Add(command);
        }
        HelpWithExamples.AddTo(root, Examples);
        root.SetAction(_ => new StatusCommand(ProjectFolder.Find(), console).Run());
        return root;
    }

    /// <summary>The message a user sees for a failure; null for a bug, whose stack trace is more useful.</summary>
    private static string? Sentence(Exception failure) => failure switch
    {
        DojoException => failure.Message,
        OperationCanceledException => "Interrupted. Nothing of yours was changed.",
        OutputException =>
            $"The output could not be written: {failure.Message}.\nSend it to a terminal, or to a file with room.",
        IOException or UnauthorizedAccessException =>
            $"Reading failed: {failure.Message}\n"
                + "Make that readable, or restore it with git checkout. See: dojo doctor",
        SocketException =>
            $"A child process could not be connected to: {failure.Message}.\n"
                + $"Make the folder for temporary files, {Path.GetTempPath()}, writable, or set TMPDIR. "
                + "See: dojo doctor",
        _ => null,
    };

    private static void Show(string sentence, TextWriter error)
    {
        try
        {
            error.WriteLine(sentence);
        }
        catch (OutputException)
        {
            // only the exit code is left to report it
        }
    }

    /// <summary>Prints what is wrong with the arguments, and where help is.</summary>
    private static int ShowErrors(ParseResult parsed, TextWriter error)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Push(command.Command is RootCommand ? "dojo" : command.Command.Name);
        }
        var lines = parsed.Errors.Select(problem => problem.Message).Append($"See: {string.Join(' ', names)} --help");
        Show(string.Join(Environment.NewLine, lines), error);
        return ExitCode.ToolFailure;
    }
}
