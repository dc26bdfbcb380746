namespace HonestAsync.Lab.Tests.Processes;

public class HouseholdTests
{
    [WholeTheory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Interrupt)]
    public async Task Nothing_outlives_a_parent_that_is_ended_under_load(int signal)
    {
        Needs.Linux();
        using var household = new Household();
        string hello = await household.ReadyAsync();
        Assert.StartsWith("ready", hello, StringComparison.Ordinal);
        Assert.NotEmpty(household.Processes("serve"));
        Assert.SkipWhen(household.Ignores(signal), "who started the tests made them ignore this signal");

        household.Signal(signal);

        Assert.Equal("", await household.LeftAsync());
    }

    [WholeFact]
    public async Task What_a_killed_keeper_left_is_removed_by_the_next_start()
    {
        Needs.Linux();
        Needs.Available(PostgresPrograms.Find());
        using var household = new Household();
        string hello = await household.ReadyAsync();
        Needs.That(hello == "ready", $"a PostgreSQL that starts: {hello}");
        int keeper = Assert.Single(household.Processes("Lab.dll postgres"));
        Assert.Empty(TempDirectory.RemoveAbandoned(household.Temporary));

        household.Signal(Signals.Kill);
        Signals.Send(keeper, Signals.Kill);
        await GoneAsync(keeper);

        Assert.Single(TempDirectory.RemoveAbandoned(household.Temporary));
        Assert.Equal("", await household.LeftAsync());
    }

    private static async Task GoneAsync(int process)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (ProcessIdentity.Of(process) is not null)
        {
            await beat.WaitForNextTickAsync(enough.Token);
        }
    }
}
