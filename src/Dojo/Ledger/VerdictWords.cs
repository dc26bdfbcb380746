namespace HonestAsync.Dojo;

/// <summary>The words and colours by which people read verdicts.</summary>
internal static class VerdictWords
{
    public static readonly IReadOnlyList<string> InOrder =
        ["Holds", "Twist", "Refuted", "Depends", "NotMeasurable", "Inconclusive", "NotRun"];

    public static string Of(string verdict) => verdict switch
    {
        "Holds" => "holds",
        "Twist" => "twist",
        "Refuted" => "refuted",
        "Depends" => "depends",
        "NotMeasurable" => "not measurable",
        "Inconclusive" => "inconclusive",
        "NotRun" => "not run here",
        _ => verdict,
    };

    public static string Colour(string verdict) => verdict switch
    {
        "Holds" => "green",
        "Twist" => "yellow",
        "Refuted" => "red",
        "Depends" => "blue",
        _ => "grey",
    };
}
