using System.Runtime.InteropServices;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Prints a verdict at each save, until the user quits.</summary>
internal sealed class WatchCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    /// <param name="name">Number or slug; null for the kata that the learner is on.</param>
    /// <param name="hasKeys">Whether input and output are a terminal.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    public async Task<int> RunAsync(string? name, bool hasKeys, CancellationToken cancellationToken)
    {
        // processes for the runs start while this one reads files and wakes the compiler
        await using var engine = new KataEngine();
        var kata = name is null ? new LearnerPath(project, progress).Current() : Kata.Find(project, name);
        var setup = new WatchSetup(project, console, progress)
        {
            Keys = hasKeys ? TerminalKeys.Pressed() : TerminalKeys.UntilEndOf(Console.In),
            HasKeys = hasKeys,
            Run = (kata, text, cancellation) =>
                engine.RunAsync(KataSources.Of(kata, kata.MyFile) with { SubjectText = text }, cancellation),
        };
        await using var session = new WatchSession(setup, kata);
        using var resized = OperatingSystem.IsWindows() ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => session.Resized());
        return await session.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
