using Microsoft.CodeAnalysis;

namespace HonestAsync.Lab.Tests.Price;

public class RuntimeAsyncTests
{
    [WholeFact]
    public async Task The_child_compiles_the_same_source_in_three_ways()
    {
        var ahead = await RuntimeAsync.RunAsync();

        Assert.Equal(["Debug", "Release", "Release, runtime-async"], ahead.Calls.Select(call => call.Setting));
        var (debug, release, runtime) = (ahead.Calls[0], ahead.Calls[1], ahead.Calls[2]);
        Assert.Equal((3, 0, 3, 3), (debug.StateMachines, debug.Structs, release.StateMachines, release.Structs));
        Assert.Equal(release.BytesOnce, release.BytesHundred);
        Assert.True(debug.BytesDone > release.BytesDone, $"{debug}, {release}");
        // experimental: another runtime may refuse, and then it says why
        Assert.True(runtime.Problem is { Length: > 0 } || runtime is { StateMachines: 0, BytesOnce: > 0 }, $"{runtime}");
    }

    [WholeFact]
    public void A_runtime_that_was_not_asked_to_suspend_methods_is_reported_and_not_thrown()
    {
        var call = RuntimeAsync.Measure("here", OptimizationLevel.Release, runtimeAsync: true);

        Assert.True(call.Problem is { Length: > 0 } || call.StateMachines == 0, $"{call}");
    }
}
