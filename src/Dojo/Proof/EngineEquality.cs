using System.Text.RegularExpressions;

namespace HonestAsync.Dojo;

/// <summary>The engine and <c>dotnet test</c> side by side.</summary>
internal static partial class EngineEquality
{
    private const int Attempts = 3;

    /// <summary>Runs the files both ways.</summary>
    /// <param name="kata">The kata.</param>
    /// <param name="variants">Its files.</param>
    /// <param name="engine">Runs one side.</param>
    /// <param name="onlyPromised">
    /// Of a wrong fix, only the test that must catch it. What else it breaks may hang on the schedule: a race that is
    /// always lost in a cold process can be always won in a warm one.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>For each file what differs, or null.</returns>
    public static async Task<IReadOnlyList<(Variant Variant, string? Difference)>> CompareAsync(
        Kata kata, IReadOnlyList<Variant> variants, KataEngine engine, bool onlyPromised, CancellationToken cancellationToken)
    {
        using var project = new DotnetTestProject(kata, variants);
        await project.BuildAsync(cancellationToken).ConfigureAwait(false);
        using var places = new SemaphoreSlim(2);
        return await Task.WhenAll(variants.Select(async (variant, i) =>
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return (variant, await DifferenceAsync(variant, i).ConfigureAwait(false));
            }
            finally
            {
                places.Release();
            }
        })).ConfigureAwait(false);

        async Task<string?> DifferenceAsync(Variant variant, int i)
        {
            string? difference = null;
            // code that waits by the clock may differ between two runs; a difference counts if it shows up each time
            for (int attempt = 0; attempt < Attempts && (attempt == 0 || difference is not null); attempt++)
            {
                var theirs = await DotnetTestRun.RunAsync(project, i,
                    cancellationToken).ConfigureAwait(false);
                var ours = await engine.RunAsync(KataSources.Of(variant),
                    cancellationToken).ConfigureAwait(false);
                difference = Difference(ours, theirs, onlyPromised ? variant.CaughtBy : null, $".V{i}");
            }
            return difference;
        }
    }

    private static string? Difference(KataRun ours, IReadOnlyList<TestOutcome>? theirs, string? only, string suffix)
    {
        if (theirs is null || ours.Ending != RunEnding.Reported)
        {
            return theirs is null && ours.Ending != RunEnding.Reported ? null
                : $"the engine: {ours.Ending}; dotnet test: {(theirs is null ? "no report" : "a report")}";
        }
        var mine = ours.Tests.OrderBy(test => test.Name, StringComparer.Ordinal).ToList();
        if (!mine.Select(test => test.Name).SequenceEqual(theirs.Select(test => test.Name), StringComparer.Ordinal))
        {
            return $"the engine ran {mine.Count} tests, dotnet test {theirs.Count}";
        }
        return mine.Zip(theirs).Where(pair => only is null || pair.First.Name == only).Select(pair => Difference(pair.First, pair.Second, suffix)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(TestOutcome ours, TestOutcome theirs, string suffix)
    {
        if (ours.State != theirs.State)
        {
            return $"{ours.Name}: the engine says {ours.State}, dotnet test {theirs.State}";
        }
        // how far a hang had come when it was ended is not the same twice
        if (ours.State is TestState.Passed or TestState.Hung or TestState.NotRun)
        {
            return null;
        }
        string mine = Comparable(ours.Message), other = Comparable(theirs.Message.Replace(suffix, "", StringComparison.Ordinal));
        // between the words of an exception and of its inner one the two put different marks
        return mine.Split('\n').All(line => other.Contains(line, StringComparison.Ordinal))
            ? null
            : $"{ours.Name}: the engine says\n{ours.Message}\ndotnet test says\n{theirs.Message}";
    }

    /// <summary>
    /// The part of a message that must be the same twice: without numbers, which may come from hash codes, and without how
    /// the harness noticed a blocked thread or a hop off the loop, for which it uses the clock.
    /// </summary>
    private static string Comparable(string message)
    {
        string text = LeftTheLoop().Replace(message.ReplaceLineEndings("\n").Trim(), "");
        return Numbers().Replace(text.Contains("blocked", StringComparison.Ordinal) ? text.Split('\n')[0] : text, "#");
    }

    [GeneratedRegex(@" \(the code leaves the loop[^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftTheLoop();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
