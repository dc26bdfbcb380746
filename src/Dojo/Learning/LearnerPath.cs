namespace HonestAsync.Dojo;

/// <summary>Which kata the learner is on, and which comes next.</summary>
internal sealed class LearnerPath(ProjectFolder project, LearnerProgress progress)
{
    private const string InProgress = "in progress";

    /// <summary>Changed, or asked a hint of, and not solved yet.</summary>
    public IReadOnlyList<Kata> Begun() => [.. Kata.All(project).Where(kata => State(kata) == InProgress)];

    /// <summary>How many are solved.</summary>
    public int Solved() => Kata.All(project).Count(IsSolved);

    /// <summary>The first that is begun, or else the first that is not solved, or else the first.</summary>
    /// <exception cref="DojoException">No kata is written yet.</exception>
    public Kata Current()
    {
        var all = Kata.All(project);
        return Begun().Concat(all.Where(kata => !IsSolved(kata))).Concat(all).FirstOrDefault()
            ?? throw new DojoException("There is no kata here yet.", "See what is planned: dojo list --all");
    }

    /// <summary>The first unsolved one behind this, or else before it; null when all others are solved.</summary>
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
