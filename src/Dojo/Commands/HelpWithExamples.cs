using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HonestAsync.Dojo;

/// <summary>Adds examples and exit codes below the usual help of a command.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> s_examples = new(StringComparer.Ordinal)
    {
        [""] = """
            Examples:
              dojo                      where you are, and the next step
              dojo run                  run every notebook, a verdict for each claim
              dojo run 16 --out copies  run one, keep the executed copy
              dojo check 32             run the tests of a kata on your file
              dojo watch                run them at each save of the kata you are on
              dojo hint 32              the next hint; once solved: dojo solution 32
              dojo list --all           notebooks and katas, the planned ones too

            dojo is short for: dotnet run --project src/Dojo --
            """,
        ["run"] = """
            Examples:
              dojo run
              dojo run 01 16 --out copies
              dojo run 16 --explain
              dojo run shared-state --quick
              dojo run 16 --save
              dojo run path/to/other.ipynb

            Exit code: 0 fine; 1 a verdict contradicts the ledger (under CI also: a claim was not run);
            2 a cell, the input or the tool failed; 130 interrupted.
            """,
        ["list"] = """
            Examples:
              dojo list
              dojo list --all
            """,
        ["check"] = """
            Examples:
              dojo check 32
              dojo check lost-update    or a part of it: dojo check lost
              dojo check                the one kata that you have begun
              dojo check --all

            The verdict uses the original tests, whatever lies in katas/. It is there within ten seconds, also when
            the code hangs, crashes, exits or eats memory.
            Exit code: 0 solved; 1 not solved; 2 the tool failed; 130 interrupted.
            """,
        ["watch"] = """
            Examples:
              dojo watch                the kata you are on
              dojo watch 32
              dojo watch lost-update > verdicts.txt

            ? lists the keys. Without a terminal it is plain text, until the input ends or Ctrl+C.
            Exit code: 0 the kata is solved; 1 it is not; 2 the tool failed; 130 interrupted.
            """,
        ["hint"] = """
            Examples:
              dojo hint 32              one more each time
              dojo hint lost-update
              dojo hint                 of the one kata that you have begun
            """,
        ["solution"] = """
            Examples:
              dojo solution 32            an overview
              dojo solution 32 diff       yours beside the reference
              dojo solution 32 why        why wrong, why right
              dojo solution 32 others     other right fixes
              dojo solution 32 wrong      tempting ones, by test
              dojo solution 32 analyzers  rules that would warn
              dojo solution 32 all        everything; | less
              dojo solution               of what you just solved
              dojo solution lost-update why --anyway

            Exit code: 0 shown; 1 not solved yet; 2 the tool failed.
            """,
        ["reset"] = """
            Examples:
              dojo reset 32
              dojo reset --all --yes

            Nothing of yours is lost: a changed file is renamed to .mine first.
            Exit code: 0 all is as you got it; 1 nothing was changed; 2 the tool failed.
            """,
        ["progress"] = """
            Examples:
              dojo progress
              dojo progress --json

            It lies in .dojo/progress.txt; dojo check --all finds solved katas again.
            """,
        ["lint"] = """
            Examples:
              dojo lint
              dojo lint notebooks
              dojo lint --fix

            It runs no code. Exit code: 0 all is complete; 1 something is to be mended; 2 the tool failed.
            """,
        ["prove"] = """
            Examples:
              dojo prove
              dojo prove 32 --runs 400
              dojo prove lost-update --against-dotnet-test

            A quarter of the runs have a fresh process each: some as on one processor, some beside processes
            that keep every processor busy. Minutes, not seconds.
            Exit code: 0 the proof holds; 1 it does not; 2 the tool failed; 130 interrupted.
            """,
        ["claim"] = """
            Examples:
              dojo claim single-thread-still-races
              dojo claim still-races

            The evidence is that of the last saved run, from the notebook's stored outputs; dojo run measures
            anew.
            """,
        ["kernel"] = """
            Examples:
              dojo kernel install
              dojo kernel list
              dojo kernel uninstall

            Then open a notebook in VS Code or Jupyter and choose: C# (Honest Async).
            """,
        ["install"] = """
            Examples:
              dojo kernel install
              dojo kernel install --name honest-async
            """,
        ["uninstall"] = """
            Example:
              dojo kernel uninstall
            """,
        ["start"] = """
            Example:
              dojo kernel start {connection_file}
            """,
        ["doctor"] = """
            Example:
              dojo doctor

            Exit code: 0 all is well; 1 something is missing.
            """,
        ["bench"] = """
            Examples:
              dojo bench
              dojo bench watch            from save to verdict
              dojo bench commands         dotnet test and dojo run, here and on a clean clone
            """,
        ["new"] = """
            Examples:
              dojo new kata threads-after-all
              dojo new notebook 07
            """,
        ["kata"] = """
            Example:
              dojo new kata threads-after-all
            """,
        ["notebook"] = """
            Example:
              dojo new notebook 07
            """,
    };

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (s_examples.TryGetValue(command is RootCommand ? "" : command.Name, out string? text))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(text);
        }
        return code;
    }
}
