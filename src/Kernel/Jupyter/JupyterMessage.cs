using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>One message of Jupyter's protocol, with its signature checked. Immutable.</summary>
/// <param name="Header">Its id, type, session, user, date and version.</param>
/// <param name="Parent">The header of the request that it belongs to; empty if there is none.</param>
/// <param name="Content">Depends on its type.</param>
internal sealed record JupyterMessage(JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>Whom a reply goes to; empty on PUB, where the topic is.</summary>
    public IReadOnlyList<byte[]> Envelope { get; init; } = [];

    public string Type => Text(Header, "msg_type") ?? "";

    /// <summary>A text of a message from a client; null where there is none, or something else.</summary>
    public static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static bool Flag(JsonObject json, string name, bool otherwise) =>
        json[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    public static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;
}
