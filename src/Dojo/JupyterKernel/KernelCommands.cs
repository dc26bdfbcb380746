using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// The part of the command line about this machine: the kernel for other programs, and doctor.
/// </summary>
internal static class KernelCommands
{
    public static IEnumerable<Command> All(IAnsiConsole console) => [Kernel(console), Doctor(console)];

    private static ExampledCommand Kernel(IAnsiConsole console)
    {
        return new ExampledCommand("kernel", "The C# kernel for VS Code and Jupyter: needs no Python.", """
            Examples:
              dojo kernel install
              dojo kernel list
              dojo kernel uninstall

            Then open a notebook in VS Code or Jupyter and choose: C# (Honest Async).
            """)
        { Install(), Uninstall(), List(), Start() };

        ExampledCommand Install()
        {
            var name = Name("What clients find it by; the notebooks name the usual one.");
            name.DefaultValueFactory = _ => KernelSpec.UsualName;
            var install = new ExampledCommand("install",
                "Makes the C# kernel known to VS Code and Jupyter, for this user.", """
                Examples:
                  dojo kernel install
                  dojo kernel install --name honest-async   next to that of another clone, or .NET Interactive
                """)
            { name };
            install.SetAction(parsed => Create().Install(parsed.GetValue(name)!));
            return install;
        }

        ExampledCommand Uninstall()
        {
            var name = Name("The one to remove; needed where several of ours are installed.");
            var all = new Option<bool>("--all") { Description = "Every one of ours." };
            var uninstall = new ExampledCommand("uninstall", "Removes the C# kernel; other kernels stay.", """
                Examples:
                  dojo kernel uninstall
                  dojo kernel uninstall --name honest-async
                  dojo kernel uninstall --all
                """)
            { name, all };
            uninstall.Validators.Add(result =>
            {
                if (result.GetValue(all) && result.GetValue(name) is not null)
                {
                    result.AddError("Name one kernel, or say --all.");
                }
            });
            uninstall.SetAction(parsed => Create().Uninstall(parsed.GetValue(name), parsed.GetValue(all)));
            return uninstall;
        }

        ExampledCommand List()
        {
            var list = new ExampledCommand("list", "Lists the kernels that clients find here.", """
                Example:
                  dojo kernel list
                """);
            list.SetAction(_ => Create().List());
            return list;
        }

        KernelCommand Create() => new(KernelSpecFolders.Find(), console);
    }

    private static ExampledCommand Start()
    {
        var file = new Argument<string>("connection_file")
        {
            Description = "The file that a client writes for each kernel it starts.",
        };
        var start = new ExampledCommand("start",
            "Serves one client until it, or the process that started this, ends.", """
            Example:
              dojo kernel start {connection_file}
            """)
        { file };
        start.SetAction((parsed, cancellation) => Task.Run(
            () => KernelCommand.Start(parsed.GetValue(file)!, cancellation), CancellationToken.None));
        return start;
    }

    private static ExampledCommand Doctor(IAnsiConsole console)
    {
        var command = new ExampledCommand("doctor",
            "Checks what the project needs on this machine, and says how to get what is missing.", """
            Example:
              dojo doctor

            Exit code: 0 all is well; 1 something is missing.
            """);
        command.SetAction((_, cancellation) =>
            new DoctorCommand(ProjectFolder.Find(), console).RunAsync(cancellation));
        return command;
    }

    private static Option<string> Name(string description)
    {
        var name = new Option<string>("--name") { Description = description, HelpName = "name" };
        name.Validators.Add(result =>
        {
            string given = result.GetValueOrDefault<string>() ?? "";
            // ".." is a folder, and not ours
            if (!given.Any(char.IsAsciiLetterOrDigit)
                || !given.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                result.AddError("--name takes letters, digits, dots, hyphens and underscores.");
            }
        });
        return name;
    }
}
