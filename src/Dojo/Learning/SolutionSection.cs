namespace HonestAsync.Dojo;

/// <summary>One section of the material for a solved kata.</summary>
/// <param name="Name">As it is typed, and as the keys of a watch name it.</param>
/// <param name="Title">Its heading.</param>
internal sealed record SolutionSection(string Name, string Title)
{
    /// <summary>The word for all of them, one after the other.</summary>
    public const string Everything = "all";

    public static readonly SolutionSection Difference = new("diff", "Yours (-) next to the reference (+)");
    public static readonly SolutionSection Why = new("why", "Why");
    public static readonly SolutionSection Others = new("others", "Other right fixes");
    public static readonly SolutionSection Wrong = new("wrong", "Tempting, and wrong");
    public static readonly SolutionSection Analyzers = new("analyzers", "Analyzer rules that would warn");

    /// <summary>In the order in which they are read; a section's key is its place, from 1.</summary>
    public static readonly IReadOnlyList<SolutionSection> All = [Difference, Why, Others, Wrong, Analyzers];

    /// <summary>The words for them.</summary>
    public static IEnumerable<string> Names => All.Select(section => section.Name);

    /// <summary>The number at which it stands.</summary>
    public int Key => All.ToList().IndexOf(this) + 1;
}
