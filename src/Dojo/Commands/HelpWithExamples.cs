using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HonestAsync.Dojo;

/// <summary>Adds a command's examples below its usual help.</summary>
internal sealed class HelpWithExamples(HelpAction help, string ofTheRoot) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root, string examples)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!, examples);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        string examples = parseResult.CommandResult.Command switch
        {
            ExampledCommand command => command.Examples,
            _ => ofTheRoot,
        };
        parseResult.InvocationConfiguration.Output.WriteLine(examples);
        return code;
    }
}
