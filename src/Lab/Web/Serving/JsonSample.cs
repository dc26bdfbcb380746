using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>A list of orders as JSON, the same bytes in every run.</summary>
internal static class JsonSample
{
    /// <summary>At least so many millions of bytes.</summary>
    public static byte[] OfMegabytes(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            for (int i = 0; json.BytesCommitted + json.BytesPending < megabytes * 1_000_000L; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", i);
                json.WriteString("customer", $"customer {i % 977}");
                json.WriteNumber("amount", (i * 7919 % 100_000) / 100m);
                json.WriteBoolean("paid", i % 3 == 0);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return stream.ToArray();
    }
}
