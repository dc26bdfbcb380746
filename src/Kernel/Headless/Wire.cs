using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>The kinds of messages between a headless run and its child: one JSON object a line.</summary>
internal static class Wire
{
    public const string Kind = "kind";

    public const string Start = "start";
    public const string Run = "run";
    public const string Interrupt = "interrupt";
    public const string Quit = "quit";

    public const string Hello = "hello";
    public const string Began = "began";
    public const string Output = "output";
    public const string Flood = "flood";
    public const string Exiting = "exiting";
    public const string Ended = "ended";

    private static readonly byte[] s_lineEnd = "\n"u8.ToArray();

    public static byte[] Encode(JsonObject message) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(message), .. s_lineEnd];

    public static JsonObject Decode(string line) => (JsonObject)JsonNode.Parse(line)!;

    public static StreamReader Reader(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), false, bufferSize: 64 * 1024,
            leaveOpen: true);

    public static string KindOf(JsonObject message) => (string)message[Kind]!;

    /// <summary>
    /// Written to both standard streams when a cell ends, so that native output finds its cell.
    /// </summary>
    public static string EndMark(string secret, int cell) => $"{EndMarkStart(secret)}{cell}\u001e";

    public static string EndMarkStart(string secret) => $"\u001e{secret}:";
}
