using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Lab;

/// <summary>A suspended call, three async methods deep, as one compiler setting makes it. Experimental beyond today's.</summary>
/// <param name="Setting">How it was compiled.</param>
/// <param name="StateMachines">State machine types in the assembly.</param>
/// <param name="Structs">Those of them that are structs.</param>
/// <param name="BytesDone">Heap bytes of a call whose innermost await finds its task complete.</param>
/// <param name="BytesSuspended">Heap bytes of a call that suspends once, without those of the task it awaits.</param>
/// <param name="Problem">Why there are no figures; null where there are.</param>
public sealed record DeepCall(
    string Setting, int StateMachines, int Structs, double BytesDone, double BytesSuspended, string? Problem = null);

/// <summary>
/// The same source with and without state machines: in a child process whose runtime is asked, by an environment variable,
/// to suspend methods itself. Both the compiler's setting and the runtime's are experimental in .NET 10.
/// </summary>
/// <param name="Calls">Debug, Release, and Release with the runtime's own async.</param>
public sealed record LookAhead(IReadOnlyList<DeepCall> Calls)
{
    // measured once and for all: no method is compiled a second time in between
    private static readonly Dictionary<string, string> s_variables = new(StringComparer.Ordinal)
    {
        ["DOTNET_RuntimeAsync"] = "1",
        ["DOTNET_TieredCompilation"] = "0",
    };

    /// <summary>Compiles and measures in a child; about 3 s.</summary>
    /// <exception cref="ChildProcessException">The child could not be started, failed, or took too long.</exception>
    public static async Task<LookAhead> RunAsync()
    {
        var child = await ChildProcess.StartAsync(ChildStart.OfLab("look ahead", "runtime-async") with
        {
            Environment = s_variables,
        }).ConfigureAwait(false);
        await using (child.ConfigureAwait(false))
        {
            return new LookAhead(JsonSerializer.Deserialize<List<DeepCall>>(child.Hello)!);
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
            double alone = Alloc.BytesPerCall(() => new TaskCompletionSource<int>().SetResult(Lab.Calls.Value));
            return new DeepCall(
                setting, chain.StateMachines, chain.Structs,
                Alloc.BytesPerCall(() => _ = chain.OuterAsync(done).GetAwaiter().GetResult()),
                Alloc.BytesPerCall(() =>
                {
                    var source = new TaskCompletionSource<int>();
                    var task = chain.OuterAsync(source.Task);
                    source.SetResult(Lab.Calls.Value);
                    _ = task.GetAwaiter().GetResult();
                }) - alone);
        }
        catch (Exception error) when (error is InvalidOperationException or TypeLoadException or BadImageFormatException
            or NotSupportedException or MissingMethodException or PlatformNotSupportedException)
        {
            return new DeepCall(setting, 0, 0, 0, 0, $"{error.GetType().Name}: {error.Message}");
        }
    }
}
