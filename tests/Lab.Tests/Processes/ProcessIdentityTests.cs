namespace HonestAsync.Lab.Tests.Processes;

public class ProcessIdentityTests
{
    [Fact]
    public void This_process_is_alive() => Assert.True(ProcessIdentity.Own.IsAlive);

    [Fact]
    public void The_same_id_with_another_start_is_another_process() =>
        Assert.False((ProcessIdentity.Own with { Start = "before everything" }).IsAlive);

    [Fact]
    public void A_process_that_ignores_polite_signals_is_ended()
    {
        Needs.Linux();
        using var process = Shell.Script("trap '' QUIT TERM INT; echo ready; while :; do sleep 0.1; done").Start();
        Assert.Equal("ready", process.Output.ReadLine());
        var identity = ProcessIdentity.Of(process.Id)!;

        identity.End(TimeSpan.FromMilliseconds(100));

        Assert.True(process.Wait(TimeSpan.FromMinutes(1)));
        Assert.False(identity.IsAlive);
        identity.End(TimeSpan.Zero);
    }
}
