using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Lab;

/// <summary>A call three async methods deep, as one compiler setting makes it. Experimental beyond today's.</summary>
/// <param name="Setting">How it was compiled.</param>
/// <param name="StateMachines">State machine types in the assembly.</param>
/// <param name="Structs">Those of them that are structs.</param>
/// <param name="BytesDone">Heap bytes of a call whose innermost await finds its task complete.</param>
/// <param name="BytesOnce">Heap bytes of a call that suspends once, without those of the task it awaits.</param>
/// <param name="BytesHundred">The same for a call that suspends 100 times.</param>
/// <param name="Problem">Why there are no figures; null where there are.</param>
public sealed record DeepCall(
    string Setting, int StateMachines, int Structs, double BytesDone, double BytesOnce, double BytesHundred, string? Problem = null);

/// <summary>
/// The same source with and without state machines: in a child process whose runtime is asked, by an environment variable,
/// to suspend methods itself. Both the compiler's setting and the runtime's are experimental in .NET 10.
/// </summary>
/// <param name="Calls">Debug, Release, and Release with the runtime's own async.</param>
public sealed record RuntimeAsync(IReadOnlyList<DeepCall> Calls)
{
    /// <summary>Compiles and measures in a child; about 3 s.</summary>
    /// <exception cref="ChildProcessException">The child could not be started, failed, or took too long.</exception>
    public static async Task<RuntimeAsync> RunAsync()
    {
        // tiered compilation off: no method is compiled a second time between two measurements
        var start = ChildStart.OfLab("measurement of runtime-async", "runtime-async")
            .With("DOTNET_RuntimeAsync", "1").With("DOTNET_TieredCompilation", "0");
        var child = await ChildProcess.StartAsync(start).ConfigureAwait(false);
        await using (child.ConfigureAwait(false))
        {
            return new RuntimeAsync(JsonSerializer.Deserialize<List<DeepCall>>(child.Hello)!);
        }
    }

    /// <summary>The child's side.</summary>
    internal static int Say()
    {
        DeepCall[] calls =
        [
            Measure("Debug", OptimizationLevel.Debug, runtimeAsync: false),
            Measure("Release", OptimizationLevel.Release, runtimeAsync: false),
            Measure("Release, runtime-async", OptimizationLevel.Release, runtimeAsync: true),
        ];
        ParentWatch.Say(JsonSerializer.Serialize(calls));
        return 0;
    }

    internal static DeepCall Measure(string setting, OptimizationLevel level, bool runtimeAsync)
    {
        try
        {
            var chain = CompiledChain.Of(level, runtimeAsync);
            var done = Task.FromResult(Lab.Calls.Value);
            Func<Task<int>> next = () => done;
            return new DeepCall(
                setting, chain.StateMachines, chain.Structs,
                Alloc.BytesPerCall(() => _ = chain.OuterAsync(next, 1).GetAwaiter().GetResult()),
                BytesSuspended(chain, 1), BytesSuspended(chain, 100));
        }
        catch (Exception error) when (error is InvalidOperationException or TypeLoadException or BadImageFormatException
            or NotSupportedException or MissingMethodException or PlatformNotSupportedException)
        {
            return new DeepCall(setting, 0, 0, 0, 0, 0, $"{error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>A call, and the completion of what it awaits, less the same without a call.</summary>
    private static double BytesSuspended(CompiledChain chain, int times)
    {
        var (sources, asked) = (new TaskCompletionSource<int>[times], 0);
        Func<Task<int>> next = () => sources[asked++].Task;
        void Renew()
        {
            asked = 0;
            for (int i = 0; i < times; i++)
            {
                sources[i] = new TaskCompletionSource<int>();
            }
        }
        void Answer() => Array.ForEach(sources, source => source.SetResult(Lab.Calls.Value));
        double alone = Alloc.BytesPerCall(() =>
        {
            Renew();
            Answer();
        });
        return Alloc.BytesPerCall(() =>
        {
            Renew();
            var task = chain.OuterAsync(next, times);
            Answer();
            _ = task.GetAwaiter().GetResult();
        }) - alone;
    }
}
