namespace HonestAsync.Dojo;

/// <summary>What each key does; while a question or the list is open, a key is its answer.</summary>
/// <remarks>On the session's loop only.</remarks>
internal sealed class WatchKeys(WatchSetup setup, WatchScreen screen, Func<Kata> current)
{
    private const char EndOfInput = '\u0004';
    private readonly LearnerPath _path = new(setup.Project, setup.Progress);
    private Action<ConsoleKeyInfo>? _answer;
    private Func<IReadOnlyList<BottomLine>?>? _question;
    private string? _hinted;

    /// <summary>Draws the bottom lines.</summary>
    public required Action Redraw { get; init; }

    /// <summary>Goes on with another kata.</summary>
    public required Action<Kata> Switch { get; init; }

    /// <summary>Ends the session.</summary>
    public required Action Quit { get; init; }

    /// <summary>What stands at the bottom instead of the usual line; null while nothing is asked.</summary>
    public IReadOnlyList<BottomLine>? Question => _question?.Invoke();

    public void Press(ConsoleKeyInfo key)
    {
        if (_answer is not null)
        {
            _answer(key);
            return;
        }
        screen.Try(() => Do(char.ToLowerInvariant(key.KeyChar)));
    }

    private void Do(char key)
    {
        switch (key)
        {
            case 'h':
                Hint(current());
                break;
            case 'n' when _path.After(current()) is { } next:
                Switch(next);
                break;
            case 'n':
                screen.Failure("All others are solved. l lists them.");
                break;
            case 'l':
                List();
                break;
            case 'r':
                Reset(current());
                break;
            case 's' when setup.Progress.Of(current().File.Slug).Solved is null:
                screen.Failure("It is not solved yet: save to check it, h shows a hint.");
                break;
            case 's':
                Solution(current());
                break;
            case '?':
                screen.Block(() => setup.Console.Profile.Out.Writer.WriteLine(WatchStatus.Help));
                break;
            case 'q' or EndOfInput:
                Quit();
                break;
        }
    }

    // after another kata its hints stand far above, or in another session
    private void Hint(Kata kata)
    {
        bool isFirst = _hinted != kata.Name;
        _hinted = kata.Name;
        screen.Block(() => new HintCommand(setup.Project, setup.Console, setup.Progress)
            .Next(kata, "h", isFirst));
    }

    /// <summary>The overview; then a number is a section, and any other key does what it always does.</summary>
    private void Solution(Kata kata)
    {
        var pages = new SolutionPages(setup.Console);
        int verdicts = screen.Verdicts;
        (_question, _answer) = (Sections, Section);
        screen.Block(() => pages.Overview(kata));

        void Section(ConsoleKeyInfo key)
        {
            if (SolutionSection.All.FirstOrDefault(each => key.KeyChar == '0' + each.Key) is { } section)
            {
                screen.Try(() => screen.Block(() => pages.Section(kata, section)));
                return;
            }
            Answered();
            Redraw();
            Press(key);
        }

        // a new verdict is of more interest
        IReadOnlyList<BottomLine>? Sections()
        {
            if (screen.Verdicts == verdicts)
            {
                return [new BottomLine(WatchStatus.Sections(screen.Width), "grey")];
            }
            Answered();
            return null;
        }
    }

    private void List()
    {
        var katas = Kata.All(setup.Project).Select(kata => (kata, _path.State(kata)));
        var picker = new KataPicker([.. katas], current());
        Ask(() => picker.Lines(screen.Height - 1), key =>
        {
            picker.Press(key);
            if (picker.IsDone)
            {
                Answered();
            }
            if (picker.Picked is { } kata && kata.Name != current().Name)
            {
                Switch(kata);
            }
            else
            {
                Redraw();
            }
        });
    }

    private void Reset(Kata kata)
    {
        var files = ResetCommand.Changed(kata);
        if (files.Count == 0)
        {
            GiveBack(kata);
            return;
        }
        var question = new BottomLine(
            $"y/n  Yours stays as .mine. Restore {string.Join(", ", files)}?", "yellow");
        Ask(() => [question], key =>
        {
            Answered();
            if (char.ToLowerInvariant(key.KeyChar) == 'y')
            {
                screen.Try(() => GiveBack(kata));
            }
            else
            {
                Redraw();
            }
        });
    }

    private void GiveBack(Kata kata) =>
        screen.Block(() => new ResetCommand(setup.Project, setup.Console).Run(kata.Name, yes: true));

    private void Ask(Func<IReadOnlyList<BottomLine>?> question, Action<ConsoleKeyInfo> answer)
    {
        (_question, _answer) = (question, answer);
        Redraw();
    }

    private void Answered() => (_question, _answer) = (null, null);
}
