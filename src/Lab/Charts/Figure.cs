using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace HonestAsync.Lab;

/// <summary>
/// A Plotly figure in the look of our pictures: its own light card, so that it reads on dark and on light pages, as
/// wide as its container. The picture itself travels in <c>layout.meta</c>, for readers who can only look.
/// </summary>
internal sealed class Figure
{
    /// <summary>The width that the pictures have; a figure may be narrower or wider.</summary>
    public const double UsualWidth = 720;

    private const int TitleWidth = 540;
    private const int TickHeight = 34;
    private const int AxisTitleHeight = 24;
    private const int LegendRow = 21;
    private const int MostNames = 20;

    private readonly string _picture;
    private readonly string _title;
    private readonly int _titleLines;
    private readonly List<Trace> _traces = [];
    private readonly List<Annotation> _notes = [];
    private readonly List<Shape> _shapes = [];
    private readonly Layout _layout = new();

    /// <param name="chart">What is drawn.</param>
    /// <param name="captions">Lines below the title; an empty one is left out.</param>
    public Figure(Chart chart, params ReadOnlySpan<string?> captions)
    {
        var lines = ChartText.Wrap(ChartText.Clean(chart.Title), TitleWidth, 2,
            text => ChartText.Pixels(text, 16, bold: true)).Select(line => $"<b>{FigureParts.Text(line)}</b>").ToList();
        foreach (var caption in captions)
        {
            if (!string.IsNullOrWhiteSpace(caption))
            {
                lines.Add($"<span style=\"font-size:12px;color:{ChartPalette.Quiet}\">{FigureParts.Text(caption, UsualWidth - 48)}</span>");
            }
        }

        _picture = chart.ToSvg();
        _title = string.Join("<br>", lines);
        _titleLines = lines.Count;
    }

    public void Add(Trace trace) => _traces.Add(trace);

    public void Add(Annotation note) => _notes.Add(note);

    public void Add(Shape shape) => _shapes.Add(shape);

    /// <summary>Texts that do not fit into their bar are hidden until zooming makes room.</summary>
    public void HideTightTexts() => _layout.With(("uniformtext", FigureParts.Of(("minsize", 11), ("mode", "hide"))));

    /// <summary>Says why there is nothing in it.</summary>
    public GenericChart Empty(string why)
    {
        Add(new Annotation().With(
            ("text", FigureParts.Quiet(FigureParts.Text(why))), ("showarrow", false),
            ("xref", "paper"), ("yref", "paper"), ("x", 0), ("y", 0.5), ("xanchor", "left")));
        var hidden = new LinearAxis().With(("visible", false));
        return Finish(hidden, hidden, height: 10);
    }

    /// <param name="x">The axis below.</param>
    /// <param name="y">The axis on the left.</param>
    /// <param name="height">Of the rectangle between the axes, in pixels.</param>
    public GenericChart Finish(LinearAxis x, LinearAxis y, double height)
    {
        var top = 26 + (21 * _titleLines);
        var bottom = TickHeight + (x.TryGetPropertyValue("title") is null ? 0 : AxisTitleHeight) + Legend();
        _layout.With(
            ("title", new Title().With(
                ("text", _title), ("font", new Font().With(("size", 16))),
                ("x", 0), ("xref", "container"), ("xanchor", "left"),
                ("y", 1), ("yref", "container"), ("yanchor", "top"), ("pad", FigureParts.Of(("t", 6 + (10 * _titleLines)), ("l", 24))))),
            ("font", new Font().With(
                ("size", 12), ("color", ChartPalette.Ink),
                ("family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"))),
            ("paper_bgcolor", ChartPalette.Panel), ("plot_bgcolor", ChartPalette.Panel),
            ("autosize", true), ("height", Math.Ceiling(top + height + bottom)),
            ("margin", new Margin().With(("t", top), ("r", 24), ("b", bottom), ("l", 24))),
            ("hoverlabel", new Hoverlabel().With(
                ("bgcolor", "#FFFFFF"), ("bordercolor", ChartPalette.Axis), ("align", "left"), ("namelength", -1),
                ("font", new Font().With(("color", ChartPalette.Ink))))),
            ("modebar", new ModeBar().With(
                ("bgcolor", "rgba(0,0,0,0)"), ("color", ChartPalette.Axis), ("activecolor", ChartPalette.Ink))),
            ("barmode", "overlay"), ("bargap", 0.4), ("xaxis", x), ("yaxis", y), ("annotations", _notes), ("shapes", _shapes),
            ("meta", FigureParts.Of(("svg", _picture))));
        var config = new Config().With(
            ("responsive", true), ("displaylogo", false),
            ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "autoScale2d" }));
        DotNetInteractive.ShowPictures();
        return GenericChart.NewMultiChart(ListModule.OfSeq(_traces), _layout, config, new DisplayOptions());
    }

    /// <summary>An axis without a title; its ticks are only room between labels and line.</summary>
    public static LinearAxis Axis() => new LinearAxis().With(
        ("gridcolor", ChartPalette.Grid), ("linecolor", ChartPalette.Axis), ("zeroline", false), ("automargin", true),
        ("separatethousands", true), ("ticks", "outside"), ("tickcolor", "rgba(0,0,0,0)"),
        ("tickfont", new Font().With(("size", 11), ("color", ChartPalette.Quiet))));

    public static LinearAxis Titled(string title) => Axis().With(
        ("showline", true), ("tickcolor", ChartPalette.Axis),
        ("title", new Title().With(
            ("text", FigureParts.Text(title, TitleWidth)), ("font", new Font().With(("size", 12), ("color", ChartPalette.Quiet))))));

    /// <returns>Its height in pixels: a figure's own is fixed, so it has to be reserved.</returns>
    private int Legend()
    {
        var names = _traces.Select(trace => trace.TryGetPropertyValue("name")?.Value as string).OfType<string>().ToList();
        var shown = names.Count is > 0 and <= MostNames;
        _layout.With(("showlegend", shown));
        if (!shown)
        {
            return 0;
        }

        _layout.With(("legend", new Legend().With(
            ("orientation", "h"), ("xref", "container"), ("x", 0.02), ("yref", "container"), ("y", 0.01),
            ("yanchor", "bottom"))));
        // Plotly sets columns, each as wide as the longest name
        var column = names.Max(name => ChartText.Pixels(name, 12)) + 50;
        var columns = Math.Max(1, (int)((UsualWidth - 48) / column));
        return 8 + (LegendRow * (int)Math.Ceiling(names.Count / (double)columns));
    }
}
