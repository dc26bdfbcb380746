using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Lab;

/// <summary>A JSON document of some megabytes, the one that the lab's Node and Python scripts parse too, and ways to parse it.</summary>
public static class BigJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>A parser with its usual call; a synchronous one returns a completed task.</summary>
    public sealed record Parser(string Name, Func<byte[], Task> Parse)
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>Reads it into one pooled buffer, and gives the buffer back: no garbage that would stop other threads.</summary>
    public static Parser Document { get; } = new("JsonDocument.Parse", json =>
    {
        using var document = JsonDocument.Parse(json);
        return Task.CompletedTask;
    });

    /// <summary>The ways of this experiment, in the order of what they allocate; the last one is called <c>Async</c>.</summary>
    public static IReadOnlyList<Parser> Parsers { get; } =
    [
        Document,
        new("JsonNode.Parse", json =>
        {
            // lazy: its nodes are built only on access
            _ = JsonNode.Parse(json)!.AsArray().Count;
            return Task.CompletedTask;
        }),
        new("Deserialize<Order[]>", json =>
        {
            _ = JsonSerializer.Deserialize<Order[]>(json, s_options);
            return Task.CompletedTask;
        }),
        new("DeserializeAsync, memory", async json =>
        {
            using var stream = new MemoryStream(json);
            _ = await JsonSerializer.DeserializeAsync<Order[]>(stream, s_options).ConfigureAwait(false);
        }),
    ];

    /// <summary>An array of orders, as UTF-8, of <paramref name="bytes"/> or a little more.</summary>
    public static byte[] Bytes(int bytes)
    {
        var text = new StringBuilder("[");
        for (int i = 0; text.Length < bytes; i++)
        {
            string amount = (i * 7919L % 100_000 / 100.0).ToString(CultureInfo.InvariantCulture);
            string paid = i % 3 == 0 ? "true" : "false";
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$"""{"id":{{i}},"customer":"customer {{i % 977}}","amount":{{amount}},"paid":{{paid}}}""");
        }
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    private sealed record Order(int Id, string Customer, double Amount, bool Paid);
}
