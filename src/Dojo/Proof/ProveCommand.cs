using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The long proof of katas, for their authors.</summary>
internal sealed class ProveCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <param name="names">Numbers or slugs; none for all.</param>
    /// <param name="runs">Runs of the solution, or of right fixes.</param>
    /// <param name="againstDotnetTest">Instead: compare the engine with dotnet test.</param>
    /// <param name="crowd">Instead, if not 0: check right fixes next to this many CPU-bound processes.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    public async Task<int> RunAsync(
        IReadOnlyList<string> names, int runs, bool againstDotnetTest, int crowd, CancellationToken cancellationToken)
    {
        IReadOnlyList<Kata> katas = names.Count == 0 ? Kata.All(project) : [.. names.Select(name => Kata.Find(project, name))];
        bool holds = againstDotnetTest
            ? await EqualAsync(katas, cancellationToken).ConfigureAwait(false)
            : crowd > 0 ? await FairAsync(katas, runs, crowd, cancellationToken).ConfigureAwait(false)
            : await ProvenAsync(katas, runs, cancellationToken).ConfigureAwait(false);
        console.MarkupLine(holds ? "[green]The proof holds.[/]" : "[red]The proof does not hold.[/]");
        return holds ? ExitCode.Ok : ExitCode.Unsolved;
    }

    private async Task<bool> ProvenAsync(IReadOnlyList<Kata> katas, int runs, CancellationToken cancellationToken)
    {
        var proofs = new List<KataProof>();
        foreach (var kata in katas)
        {
            var proof = await LiveAsync(show => new LongProof(runs, show).RunAsync(kata, cancellationToken)).ConfigureAwait(false);
            proofs.Add(proof);
            string verdict = proof.Misses.Count == 0 ? "[green]✓[/]" : "[red]✗[/]";
            console.MarkupLine($"{verdict} {Markup.Escape(kata.Name)} [grey]({proof.Elapsed.TotalSeconds:0} s)[/]");
            foreach (string miss in proof.Misses)
            {
                console.WriteLine(miss);
            }
        }
        console.Write(Table(proofs));
        return proofs.TrueForAll(proof => proof.Misses.Count == 0);
    }

    private async Task<bool> FairAsync(IReadOnlyList<Kata> katas, int runs, int crowd, CancellationToken cancellationToken)
    {
        bool fair = true;
        foreach (var kata in katas)
        {
            var result = await LiveAsync(show => new CrowdedProof(crowd, runs, show).RunAsync(kata, cancellationToken)).ConfigureAwait(false);
            fair &= result.Accused.Count == 0;
            console.MarkupLine($"{(result.Accused.Count == 0 ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(kata.Name)}: of {runs} checks of right fixes "
                + $"{result.Solved} solved, {result.NoVerdict} without a verdict, {result.Accused.Count} called wrong");
            foreach (string accusation in result.Accused)
            {
                console.WriteLine(accusation);
            }
        }
        return fair;
    }

    private static Table Table(IEnumerable<KataProof> proofs)
    {
        string[] ways = [LongProof.Used, LongProof.Fresh, LongProof.OneProcessor, LongProof.BusyMachine];
        var table = new Table().Border(TableBorder.Minimal)
            .AddColumn("kata").AddColumns([.. ways.Select(way => $"green, {way}")])
            .AddColumns("right fixes", "wrong fixes", "seconds red", "seconds green");
        foreach (var proof in proofs)
        {
            table.AddRow([
                Markup.Escape(proof.Kata.Name),
                .. ways.Select(way => Of(proof.Solution[way])), Of(proof.Alternatives), Of(proof.Wrong),
                $"{proof.SlowestRed.TotalSeconds:0.0}", $"{proof.SlowestGreen.TotalSeconds:0.0}",
            ]);
        }
        return table;
    }

    private static string Of((int Good, int All) count) =>
        count.Good == count.All ? $"{count.Good} of {count.All}" : $"[red]{count.Good} of {count.All}[/]";

    private async Task<bool> EqualAsync(IReadOnlyList<Kata> katas, CancellationToken cancellationToken)
    {
        bool equal = true;
        await using var engine = new KataEngine(new EngineOptions { Limits = LongProof.Patient });
        foreach (var kata in katas)
        {
            var variants = kata.Everything();
            var compared = await LiveAsync(show =>
            {
                show($"{kata.Name}: {variants.Count} files, built and run by both");
                return EngineEquality.CompareAsync(kata, variants, engine, onlyPromised: false, cancellationToken);
            }).ConfigureAwait(false);
            var different = compared.Where(each => each.Difference is not null).ToList();
            equal &= different.Count == 0;
            console.MarkupLine($"{(different.Count == 0 ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(kata.Name)}: "
                + $"{variants.Count - different.Count} of {variants.Count} files come to the same in the engine and in dotnet test");
            foreach (var (variant, difference) in different)
            {
                console.WriteLine($"  {variant.File}: {difference}");
            }
        }
        return equal;
    }

    /// <summary>One changing line in a terminal; nothing where output is redirected.</summary>
    private Task<T> LiveAsync<T>(Func<Action<string>, Task<T>> run) => console.Profile.Capabilities.Interactive
        ? console.Status().StartAsync("…", status => run(text => status.Status = Markup.Escape(text)))
        : run(_ => { });
}
