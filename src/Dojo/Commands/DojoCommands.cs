using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The command line: what can be said, with examples.</summary>
internal static class DojoCommands
{
    /// <summary>Does what the words say, and tells these writers.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] words, TextWriter output, TextWriter error, bool redirected)
    {
        try
        {
            var parsed = Build(TerminalConsole.Create(output, redirected)).Parse(words);
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
        catch (DojoException failure)
        {
            await error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return ExitCode.ToolFailure;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted. Nothing of yours was changed.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
    }

    private static RootCommand Build(IAnsiConsole console)
    {
        var root = new RootCommand("Honest Async: claims about async, tested in C#.")
        {
            Run(console), List(console), Check(console), Claim(console), Kernel(console), Doctor(console), Bench(console),
            New(console), Lint(console), Prove(console),
        };
        foreach (var command in LearnerCommands.All(console))
        {
            root.Add(command);
        }
        HelpWithExamples.AddTo(root);
        root.SetAction(_ => new WhereYouAre(ProjectFolder.Find(), console).Run());
        return root;
    }

    /// <summary>Says what was wrong with the words of the command, and where help is.</summary>
    private static int ShowErrors(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
        {
            error.WriteLine(problem.Message);
        }
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Push(command.Command is RootCommand ? "dojo" : command.Command.Name);
        }
        error.WriteLine($"See: {string.Join(' ', names)} --help");
        return ExitCode.ToolFailure;
    }

    private static Command Run(IAnsiConsole console)
    {
        var notebooks = new Argument<string[]>("notebook")
        {
            Description = "Numbers (16), slugs (shared-state) or .ipynb files; none for all that are written.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--out") { Description = "A folder for executed copies; the notebooks stay as they are.", HelpName = "folder" };
        var save = new Option<bool>("--save") { Description = "Refresh the committed outputs, the ledger's verdicts, SCOREBOARD.md and the README's tables." };
        var quick = new Option<bool>("--quick") { Description = "Few repeats of what is measured: for a first look, not for quoting." };
        var explain = new Option<bool>("--explain") { Description = "Each claim in words, with what it needed, instead of a line each." };
        var limit = new Option<int>("--cell-limit") { Description = "Seconds a cell may take.", DefaultValueFactory = _ => 60, HelpName = "seconds" };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                result.AddError("--cell-limit takes whole seconds from 1 to 3600.");
            }
        });
        var command = new Command("run", "Runs notebooks and prints a line a claim: its verdict, the evidence and what was predicted.")
        { notebooks, explain, output, save, quick, limit };
        command.SetAction((parsed, cancellation) => new RunCommand(ProjectFolder.Find(), console).RunAsync(
            new RunRequest(parsed.GetValue(notebooks) ?? [])
            {
                Out = parsed.GetValue(output),
                Save = parsed.GetValue(save),
                Quick = parsed.GetValue(quick),
                Explains = parsed.GetValue(explain),
                CellLimit = TimeSpan.FromSeconds(parsed.GetValue(limit)),
                UnderCi = IsCi(),
            }, cancellation));
        return command;
    }

    private static Command List(IAnsiConsole console)
    {
        var all = new Option<bool>("--all") { Description = "The planned ones, too." };
        var command = new Command("list", "Lists notebooks and katas with their state.")
        { all };
        command.SetAction(parsed => new ListCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(all)));
        return command;
    }

    private static Command Check(IAnsiConsole console)
    {
        var kata = LearnerCommands.Kata();
        var all = new Option<bool>("--all") { Description = "Every kata that you have begun, a line each." };
        var command = new Command("check", "Runs the tests of a kata on your file, and explains what they saw.")
        { kata, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(kata) is not null)
            {
                result.AddError("Name one kata, or say --all.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            var project = ProjectFolder.Find();
            var check = new CheckCommand(project, console, new LearnerProgress(project, TimeProvider.System));
            return parsed.GetValue(all)
                ? check.AllAsync(cancellation)
                : check.OneAsync(parsed.GetValue(kata), cancellation);
        });
        return command;
    }

    private static Command Lint(IAnsiConsole console)
    {
        var what = new Argument<string?>("what") { Description = "katas or notebooks; none for both.", Arity = ArgumentArity.ZeroOrOne };
        what.AcceptOnlyFromAmong(LintCommand.Katas, LintCommand.Notebooks);
        var fix = new Option<bool>("--fix") { Description = "Write anew what is generated (katas/Katas.slnx, notebooks/SCOREBOARD.md, the README's tables), and bring notebooks to normal form." };
        var command = new Command("lint", "For authors: says of katas and notebooks what is missing or does not fit together.")
        { what, fix };
        command.SetAction(parsed => new LintCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(what), parsed.GetValue(fix)));
        return command;
    }

    private static Command Prove(IAnsiConsole console)
    {
        var katas = new Argument<string[]>("kata") { Description = "Numbers or slugs; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var runs = new Option<int>("--runs") { Description = "Runs of each solution.", DefaultValueFactory = _ => 200, HelpName = "count" };
        var dotnet = new Option<bool>("--against-dotnet-test") { Description = "Instead: every file both in the engine and in a project that dotnet builds, outcome by outcome." };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 4 or > 100_000)
            {
                result.AddError("--runs takes a whole number from 4 to 100000.");
            }
        });
        var command = new Command("prove", "For authors: the long proof that tests accept every right fix, and no other.")
        { katas, runs, dotnet };
        command.SetAction((parsed, cancellation) => new ProveCommand(ProjectFolder.Find(), console)
            .RunAsync(parsed.GetValue(katas) ?? [], parsed.GetValue(runs), parsed.GetValue(dotnet), cancellation));
        return command;
    }

    private static Command Claim(IAnsiConsole console)
    {
        var id = new Argument<string>("id")
        {
            Description = "The claim's id, as in SCOREBOARD.md, or a part of it.",
        };
        var command = new Command("claim",
            "Shows one claim: its words, what was predicted, what the last saved run measured, its sources.")
        { id };
        command.SetAction(parsed => new ClaimCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(id)!));
        return command;
    }

    private static Command Kernel(IAnsiConsole console)
    {
        var name = new Option<string>("--name") { Description = "What clients find it by; the notebooks name the usual one.", DefaultValueFactory = _ => KernelSpec.UsualName, HelpName = "name" };
        name.Validators.Add(result =>
        {
            if (!result.GetValueOrDefault<string>().All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                result.AddError("--name takes letters, digits, dots, hyphens and underscores.");
            }
        });
        var install = new Command("install", "Makes the C# kernel known to VS Code and Jupyter, for this user.") { name };
        install.SetAction(parsed => Create().Install(parsed.GetValue(name)!));
        var uninstall = new Command("uninstall", "Takes the C# kernel away again.");
        uninstall.SetAction(_ => Create().Uninstall());
        var list = new Command("list", "Lists the kernels that clients find here.");
        list.SetAction(_ => Create().List());
        var file = new Argument<string>("connection_file") { Description = "The file that a client writes for each kernel it starts." };
        var start = new Command("start", "Serves one client until it, or the process that started this, ends.") { file };
        start.SetAction((parsed, cancellation) => Task.Run(
            () => KernelCommand.Start(parsed.GetValue(file)!, cancellation), CancellationToken.None));
        return new Command("kernel", "The C# kernel for VS Code and Jupyter: needs no Python.") { install, uninstall, list, start };

        KernelCommand Create() => new(KernelSpecFolders.Find(), console);
    }

    private static Command Doctor(IAnsiConsole console)
    {
        var command = new Command("doctor",
            "Checks what the project needs on this machine, and says how to get what is missing.");
        command.SetAction((_, cancellation) => new DoctorCommand(ProjectFolder.Find(), console).RunAsync(cancellation));
        return command;
    }

    private static Command Bench(IAnsiConsole console)
    {
        var parts = new Argument<string[]>("part")
        {
            Description = $"{string.Join(", ", BenchCommand.Parts)}; without any, all but the last, which takes many minutes.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        parts.AcceptOnlyFromAmong([.. BenchCommand.Parts]);
        var command = new Command("bench", "Measures the tool itself, with the environment line; shows numbers and decides nothing.")
        { parts };
        command.SetAction((parsed, cancellation) =>
            new BenchCommand(ProjectFolder.Find(), console).RunAsync(parsed.GetValue(parts) ?? [], cancellation));
        return command;
    }

    private static Command New(IAnsiConsole console)
    {
        var slug = new Argument<string>("slug") { Description = "A kata of the catalogue (dojo list --all)." };
        var kata = new Command("kata", "Creates a planned kata: broken file, given doubles, tests, original, solution, variants.")
        { slug };
        kata.SetAction(parsed => new NewCommand(ProjectFolder.Find(), console).Kata(parsed.GetValue(slug)!));
        var number = new Argument<string>("number") { Description = "A planned notebook of the curriculum." };
        var notebook = new Command("notebook", "Creates a planned notebook with one experiment for each of its claims.")
        { number };
        notebook.SetAction(parsed => new NewCommand(ProjectFolder.Find(), console).Notebook(parsed.GetValue(number)!));
        return new Command("new", "Creates the skeleton of a kata or a notebook from the ledger.") { kata, notebook };
    }

    private static bool IsCi() => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
