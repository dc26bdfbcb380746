using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

public sealed class PublisherTests
{
    private readonly MessageCodec _codec = new("key"u8.ToArray());
    private readonly List<JupyterMessage> _sent = [];
    private readonly JsonObject _cell = new() { ["msg_id"] = "cell" };

    [Fact]
    public void TextThatWaits_IsJoined_ButNotAcrossStreamsCellsAndPictures()
    {
        var publisher = Create();
        publisher.Print("stdout", "a", _cell);
        publisher.Print("stdout", "b", _cell);
        publisher.Print("stderr", "c", _cell);
        publisher.Print("stdout", "d", _cell);
        publisher.Publish("display_data", _cell, []);
        publisher.Print("stdout", "e", _cell);
        publisher.Print("stdout", "f", []);
        publisher.Start();
        publisher.Flush();

        Assert.Equal(["ab", "c", "d", null, "e", "f"], _sent.Select(message => (string?)message.Content["text"]));
    }

    [Fact]
    public void LongText_IsSentInPieces_NeverThroughAPair()
    {
        string text = "x" + string.Concat(Enumerable.Repeat("😀", 100_000));
        var publisher = Create();
        publisher.Start();
        publisher.Print("stdout", text, _cell);
        publisher.Flush();

        Assert.True(_sent.Count > 1);
        Assert.Equal(text, string.Concat(_sent.Select(message => (string)message.Content["text"]!)));
    }

    [Fact]
    public async Task FullQueue_MakesTheWriterWait_AndLosesNothing()
    {
        using var slow = new ManualResetEventSlim();
        var publisher = Create(slow);
        publisher.Start();
        string piece = new('x', 1_000_000);
        var writing = Task.Run(() =>
        {
            for (int i = 0; i < 40; i++)
            {
                publisher.Print("stdout", piece, _cell);
            }
            return slow.IsSet;
        }, TestContext.Current.CancellationToken);

        slow.Set();

        Assert.True(await writing, "all was written while nothing could be sent");
        publisher.Flush();
        Assert.Equal(40_000_000, _sent.Sum(message => ((string)message.Content["text"]!).Length));
    }

    private Publisher Create(ManualResetEventSlim? gate = null) => new(_codec, frames =>
    {
        gate?.Wait();
        _sent.Add(new MessageCodec("key"u8.ToArray()).Decode(frames)!);
    });
}
