namespace HonestAsync.Dojo;

/// <summary>Verdicts in a terminal and in tables.</summary>
internal static class VerdictText
{
    public static string Colour(this Verdict verdict) => verdict switch
    {
        Verdict.Holds => "green",
        Verdict.Twist => "yellow",
        Verdict.Refuted => "red",
        Verdict.Depends => "blue",
        _ => "grey",
    };

    /// <summary>How often each verdict occurs, without those that do not.</summary>
    public static IEnumerable<(Verdict Verdict, int Count)> Counted(this IEnumerable<Verdict> verdicts) =>
        verdicts.GroupBy(verdict => verdict).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()));

    /// <summary>For example <c>3 holds, 1 twist</c>.</summary>
    public static string ToCounts(this IEnumerable<Verdict> verdicts) =>
        string.Join(", ", verdicts.Counted().Select(each => $"{each.Count} {each.Verdict.Word()}"));
}
