using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>A count for each of three shapes: awaited in turn, together, together in async lambdas.</summary>
public sealed record ShapeCounts(int InTurn, int Together, int Lambdas)
{
    internal static ShapeCounts Of(JsonElement shapes, string count) => new(
        shapes.GetProperty("inTurn").GetProperty(count).GetInt32(),
        shapes.GetProperty("together").GetProperty(count).GetInt32(),
        shapes.GetProperty("lambdas").GetProperty(count).GetInt32());
}

/// <summary>What 50 reads cost the event loop of another runtime; the scripts <c>loop-turns</c> say what is counted.</summary>
/// <param name="Runtime">Its name and main version.</param>
/// <param name="Passes">Passes of the loop, each read answered in a later one.</param>
/// <param name="Callbacks">Callbacks that the loop queued and ran for it, microtasks on Node.</param>
/// <param name="CallbacksAtOnce">The same when every read is complete as it returns.</param>
/// <param name="OrderWhenComplete">Four items of two parts, an await of something complete before each part.</param>
/// <param name="OrderWhenSuspended">The same with an await that suspends.</param>
public sealed record PeerTurns(
    string Runtime, ShapeCounts Passes, ShapeCounts Callbacks, ShapeCounts CallbacksAtOnce,
    string OrderWhenComplete, string OrderWhenSuspended)
{
    // against a hang only, as in PeerScript
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(50);

    /// <summary>Runs the script, or says why not.</summary>
    public static async Task<Availability<PeerTurns>> MeasureAsync(RuntimeKind kind)
    {
        var found = await OtherRuntime.FindAsync(kind).ConfigureAwait(false);
        if (!found.IsAvailable)
        {
            return new(found.Reason);
        }
        try
        {
            var counts = await found.Value.RunAsync("loop-turns", s_bound).ConfigureAwait(false);
            var (later, order) = (counts.GetProperty("later"), counts.GetProperty("order"));
            return new(new PeerTurns(
                $"{kind} {found.Value.Version.ToString(kind == RuntimeKind.Python ? 2 : 1)}", ShapeCounts.Of(later, "passes"), ShapeCounts.Of(later, "callbacks"),
                ShapeCounts.Of(counts.GetProperty("atOnce"), "callbacks"),
                order.GetProperty("complete").GetString()!, order.GetProperty("suspends").GetString()!));
        }
        catch (ScriptException error)
        {
            return new(error.Message);
        }
    }
}
