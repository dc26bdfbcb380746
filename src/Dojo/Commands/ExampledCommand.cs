using System.CommandLine;

namespace HonestAsync.Dojo;

/// <summary>A command whose help ends with examples, and with exit codes where they differ in meaning.</summary>
internal sealed class ExampledCommand(string name, string description, string examples)
    : Command(name, description)
{
    /// <summary>The last lines of its help, with their heading.</summary>
    public string Examples => examples;
}
