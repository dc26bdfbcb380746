using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Messages as frames: envelope, delimiter, signature, and four dictionaries in JSON. Rejects messages with
/// a bad signature, and replays. Thread-safe.
/// </summary>
internal sealed class MessageCodec(byte[] key)
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string Version = "5.3";

    private const int Remembered = 65_536;

    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _session = Guid.NewGuid().ToString();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _seenInOrder = new();
    private long _sent;

    /// <summary>A message of this kernel.</summary>
    public JupyterMessage Create(string type, JsonObject parent, JsonObject content) => new(
        new JsonObject
        {
            ["msg_id"] = $"{_session}_{Interlocked.Increment(ref _sent)}",
            ["msg_type"] = type,
            ["username"] = "kernel",
            ["session"] = _session,
            ["date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
            ["version"] = Version,
        },
        parent, content);

    public List<byte[]> Encode(JupyterMessage message)
    {
        byte[][] parts = [Json(message.Header), Json(message.Parent), "{}"u8.ToArray(), Json(message.Content)];
        return [.. message.Envelope, s_delimiter, Sign(parts), .. parts];
    }

    /// <returns>Null for what this kernel does not listen to.</returns>
    public JupyterMessage? Decode(IReadOnlyList<byte[]> frames)
    {
        var delimiter = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(s_delimiter)).Count();
        if (frames.Count < delimiter + 6)
        {
            return null;
        }
        var parts = frames.Skip(delimiter + 2).Take(4).ToArray();
        var signature = frames[delimiter + 1];
        if (!CryptographicOperations.FixedTimeEquals(signature, Sign(parts)) || IsReplay(signature))
        {
            return null;
        }
        try
        {
            return new JupyterMessage(Object(parts[0]), Object(parts[1]), Object(parts[3]))
            {
                Envelope = [.. frames.Take(delimiter)],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonObject Object(byte[] json)
    {
        var value = (JsonObject?)JsonNode.Parse(json) ?? throw new InvalidCastException();
        // reads its members: a duplicate one is refused here, and not in the middle of a request
        _ = value.Count;
        return value;
    }

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value, s_json);

    private byte[] Sign(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private bool IsReplay(byte[] signature)
    {
        var text = Encoding.ASCII.GetString(signature);
        lock (_gate)
        {
            if (!_seen.Add(text))
            {
                return true;
            }
            _seenInOrder.Enqueue(text);
            if (_seenInOrder.Count > Remembered)
            {
                _seen.Remove(_seenInOrder.Dequeue());
            }
            return false;
        }
    }
}
