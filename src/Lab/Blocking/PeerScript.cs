using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>A script of the lab on a runtime that may not be installed.</summary>
internal static class PeerScript
{
    // only against a hang: next to 40 busy processes a script of 0.5 s takes 20 s
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(50);

    /// <returns>Its output, or why it has none.</returns>
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
