using System.Threading.Channels;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The dependencies of a watch; tests pass their own.</summary>
/// <param name="Project">The clone.</param>
/// <param name="Console">Where it prints.</param>
/// <param name="Progress">What is remembered.</param>
internal sealed record WatchSetup(ProjectFolder Project, IAnsiConsole Console, LearnerProgress Progress)
{
    /// <summary>Keys as they are pressed; at its end the watch ends. Without a terminal nothing but the end.</summary>
    public required ChannelReader<ConsoleKeyInfo> Keys { get; init; }

    /// <summary>Whether a terminal with keys is attached; without one, the output is plain text.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>Compiles a text in the place of the kata's file, and runs the tests.</summary>
    public required Func<Kata, string, CancellationToken, Task<KataRun>> Run { get; init; }

    /// <summary>Reports the state of a file, now and at each change.</summary>
    public Func<string, CancellationToken, IAsyncEnumerable<FileLook>> Follow { get; init; } =
        static (path, cancellation) => new FileFollower(path).LooksAsync(cancellation);

    /// <summary>For the time printed with a verdict.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
