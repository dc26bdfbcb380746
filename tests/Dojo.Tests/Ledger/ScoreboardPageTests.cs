namespace HonestAsync.Dojo.Tests;

public class ScoreboardPageTests
{
    [Fact]
    public void A_surprise_is_listed_with_its_reason()
    {
        using var clone = new FakeClone();
        var ledger = ClaimLedger.Load(clone.Project.LedgerFile);
        ledger = ledger with { Claims = [ledger.Claims[0] with { Verdict = Verdict.Refuted, Why = "It met." }, ledger.Claims[1]] };

        Assert.Equal("""
            # Scoreboard

            Generated from `claims.json` by `dojo run --save`; do not edit.

            2 claims, 1 measured so far: 1 refuted.

            ## Overturned predictions

            - `one-claim`: predicted holds, measured refuted. It met.

            ## 01 First

            | claim | in our words | verdict | predicted |
            |---|---|---|---|
            | `one-claim` | It is so. | refuted | holds |

            """.ReplaceLineEndings("\n"), ScoreboardPage.Of(ledger));
    }
}
