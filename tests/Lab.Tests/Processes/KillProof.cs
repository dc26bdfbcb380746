namespace HonestAsync.Lab.Tests.Processes;

/// <summary>The long form of <see cref="HouseholdTests"/>: about four minutes, on demand.</summary>
public class KillProof
{
    private const string Variable = "HONEST_ASYNC_PROOF";
    private const int Moments = 100;
    private static readonly TimeSpan s_latest = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Nothing_outlives_a_parent_that_is_killed_at_any_moment()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "whole", $"takes minutes: {Variable}=whole runs it");
        Needs.Linux();
        Needs.Available(PostgresPrograms.Find());
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var left = new List<string>();
        int afterReady = 0;
        for (int i = 0; i < Moments; i++)
        {
            using var household = new Household();
            // every other one dies under load, the rest mostly while everything starts
            if (i % 2 == 0)
            {
                await household.ReadyAsync();
            }
            var moment = s_latest * random.NextDouble();
            await Task.Delay(moment, TimeProvider.System);
            afterReady += household.IsReady ? 1 : 0;
            household.Signal(Signals.Kill);
            if (await household.LeftAsync() is { Length: > 0 } rest)
            {
                left.Add($"killed after {moment.TotalMilliseconds:0} ms: {rest}");
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {Moments} kills, {afterReady} of them after everything was up; {left.Count} left something");

        Assert.Empty(left);
    }
}
