using System.Text;
using Spectre.Console;

namespace HonestAsync.Dojo.Tests;

/// <summary>A console whose plain text a test can wait for. Thread-safe.</summary>
internal sealed class LiveScreen
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);
    private readonly Heard _heard = new();

    public LiveScreen() => Console = TerminalConsole.Create(_heard, redirected: true);

    public IAnsiConsole Console { get; }

    /// <summary>What was printed from <paramref name="from"/> on, as soon as it holds all of these.</summary>
    public async Task<string> SaysAsync(int from, params string[] texts)
    {
        while (true)
        {
            var (text, more) = _heard.Now();
            string said = text[from..];
            if (texts.All(each => said.Contains(each, StringComparison.Ordinal)))
            {
                return said;
            }
            try
            {
                await more.WaitAsync(s_bound, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"After {s_bound} not all of '{string.Join("', '", texts)}' was said. What was:\n{said}");
            }
        }
    }

    /// <summary>Characters printed so far.</summary>
    public int Length => _heard.Now().Text.Length;

    public override string ToString() => _heard.Now().Text;

    private sealed class Heard : TextWriter
    {
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public (string Text, Task More) Now()
        {
            lock (_text)
            {
                return (_text.ToString().ReplaceLineEndings("\n"), _more.Task);
            }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_text)
            {
                _text.Append(value);
                _more.SetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
