namespace HonestAsync.Dojo;

/// <summary>Which kata the learner is on, and which comes next.</summary>
internal sealed class LearnerPath(ProjectFolder project, LearnerProgress progress)
{
    private const string InProgress = "in progress";

    /// <summary>Changed, or asked a hint of, and not solved yet.</summary>
    public IReadOnlyList<Kata> Begun() => [.. Kata.All(project).Where(kata => State(kata) == InProgress)];

    /// <summary>How many are solved.</summary>
    public int Solved() => Kata.All(project).Count(IsSolved);

    /// <summary>The first begun one, or else the first unsolved one, or else the first.</summary>
    /// <exception cref="DojoException">No kata is written yet.</exception>
    public Kata Current()
    {
        var all = Kata.All(project);
        return Begun().Concat(all.Where(kata => !IsSolved(kata))).Concat(all).FirstOrDefault()
            ?? throw new DojoException("There is no kata here yet.", "See what is planned: dojo list --all");
    }

    /// <summary>The kata that a command without a name means: the one that is begun.</summary>
    /// <param name="command">The command, for the example in the message.</param>
    /// <exception cref="DojoException">None is begun, or several are: says what to type.</exception>
    public Kata OnlyBegun(string command)
    {
        var begun = Begun();
        return begun.Count == 1 ? begun[0] : throw new DojoException(
            begun.Count == 0
                ? "Which kata? You have not begun one yet."
                : $"Which kata? You are working on {string.Join(" and ", begun.Select(kata => kata.Name))}.",
            $"Type its number or a part of its name, for example: dojo {command} "
                + $"{(begun.Count == 0 ? Current() : begun[0]).File.Number}"
                + (begun.Count == 0 ? "\nAll of them: dojo list" : ""));
    }

    /// <summary>
    /// The one that was solved last, if nothing was noted since; else as <see cref="OnlyBegun"/>.
    /// </summary>
    /// <inheritdoc cref="OnlyBegun"/>
    public Kata JustSolved(string command) =>
        progress.Latest() is { Solved: not null } latest
            && Kata.All(project).FirstOrDefault(kata => kata.File.Slug == latest.Slug) is { } solved
            ? solved
            : OnlyBegun(command);

    /// <summary>The next unsolved one, or else the first unsolved one before this; null if all others are solved.</summary>
    public Kata? After(Kata kata)
    {
        var all = Kata.All(project).ToList();
        int at = all.FindIndex(each => each.Name == kata.Name);
        return all.Skip(at + 1).Concat(all.Take(Math.Max(0, at)))
            .FirstOrDefault(each => !IsSolved(each));
    }

    /// <summary>In a word or two, for a list.</summary>
    public string State(Kata kata) => IsSolved(kata) ? "solved"
        : kata.File.State(project) is not "untouched" and var state ? state
        : progress.Of(kata.File.Slug).Hints > 0 ? InProgress
        : "not begun";

    private bool IsSolved(Kata kata) => progress.Of(kata.File.Slug).Solved is not null;
}
