using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>A script of the lab on a runtime that may not be here.</summary>
internal static class PeerScript
{
    // against a hang only: beside 40 busy processes a script of half a second takes 20
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(50);

    /// <returns>What it printed, or why it did not.</returns>
    public static async Task<(JsonElement? Result, string Reason)> RunAsync(RuntimeKind kind, string script, params string[] arguments)
    {
        var found = await OtherRuntime.FindAsync(kind);
        if (!found.IsAvailable)
        {
            return (null, found.Reason);
        }
        try
        {
            return (await found.Value.RunAsync(script, s_bound, arguments: arguments), "");
        }
        catch (ScriptException error)
        {
            return (null, error.Message);
        }
    }
}
