namespace HonestAsync.Dojo.Tests;

/// <summary>Verdicts as notebooks produce them: judged by a rule, with a control.</summary>
internal static class Verdicts
{
    public static ClaimResult Of(string id, Verdict verdict)
    {
        var board = new Scoreboard();
        var one = new Evidence().Count("n", 1);
        var none = new Evidence().Count("n", 0);
        static Trilean IsOne(Evidence row) => row.Count("n") == 1;
        return verdict switch
        {
            Verdict.Holds => board.Judge(id, Rule.Holds("one of them", IsOne), one, none),
            Verdict.Refuted => board.Judge(id, Rule.Holds("one of them", IsOne), none, one),
            Verdict.Twist => board.Judge(id, Rule.Twist("one of them", IsOne, "and no more", IsOne), one, none),
            Verdict.Inconclusive => board.Judge(id, Rule.Holds("faster", row => row.Ratio("time").Below(1)),
                new Evidence().Ratio("time", new Ratio(1, 0.9, 1.1, 20)), new Evidence().Ratio("time", new Ratio(2, 1.9, 2.1, 20))),
            Verdict.NotRun => board.NotRun(id, "no server"),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No test needs it."),
        };
    }
}
