using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.CSharp;

namespace HonestAsync.Kernel;

/// <summary>
/// .NET Interactive's C# kernel as this product wants it: Release, C# 14, all frameworks referenced, cells named in
/// tracebacks. The library has no public setting for these, so three of its private members are reached by name; a
/// test fails by that name when one is gone.
/// </summary>
internal sealed class Engine
{
    private readonly References _references;
    private int _frameworks;

    public Engine(SessionOptions options)
    {
        _references = new References(options.Folder, this);
        ref var script = ref ScriptOptionsOf(CSharp);
        script = script.WithOptimizationLevel(OptimizationLevel.Release)
            .WithLanguageVersion(LanguageVersion.CSharp14)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithReferences(FrameworkReferences.Few.Append(FrameworkReferences.NetStandard).Concat(OwnReferences()))
            .AddImports(typeof(CellFunctions).FullName!, typeof(Microsoft.DotNet.Interactive.Kernel).FullName!)
            .WithMetadataResolver(new LoadedFileReferences(_references, options.Folder))
            .WithSourceResolver(new SourceFileResolver([], options.Folder));
        CSharp.UseValueSharing().UseWho();
        Root = new CompositeKernel { CSharp };
        Root.DefaultKernelName = CSharp.Name;
        Polyglot.Polyglot.Use(Root);
    }

    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp14, DocumentationMode.Parse, SourceCodeKind.Script);

    public CompositeKernel Root { get; }

    public CSharpKernel CSharp { get; } = new();

    public References References => _references;

    /// <summary>What the next cell is compiled with and against; its file name is what tracebacks show.</summary>
    public void PrepareFor(string path)
    {
        ref var script = ref ScriptOptionsOf(CSharp);
        script = script.WithFilePath(path);
        if (CSharp.ScriptState is not null)
        {
            // the first cell's imports stay. Imported again after a package has replaced something that this kernel
            // references, the same functions would be two, and ambiguous
            script = script.WithImports();
        }
        // or the library replaces both resolvers as soon as a cell changes the current directory
        WorkingDirectoryOf(CSharp) = Environment.CurrentDirectory;
    }

    /// <summary>Adds to what the next cells are compiled against.</summary>
    public void AddReferences(IEnumerable<MetadataReference> references)
    {
        ref var script = ref ScriptOptionsOf(CSharp);
        script = script.AddReferences(references);
    }

    /// <summary>Adds the next of the frameworks to what cells are compiled against: the rest of .NET, then ASP.NET Core.</summary>
    /// <returns>False if all are there.</returns>
    public bool AddFramework()
    {
        if (_frameworks == 2)
        {
            return false;
        }
        AddReferences(_frameworks++ == 0 ? FrameworkReferences.Rest : FrameworkReferences.Web);
        return true;
    }

    /// <summary>
    /// Makes this state the one that the next cell continues. An abandoned cell may still end, much later, and
    /// the library would then continue from there.
    /// </summary>
    public void Continue(ScriptState state)
    {
        if (!ReferenceEquals(CSharp.ScriptState, state))
        {
            SetScriptState(CSharp, state);
        }
    }

    /// <summary>What the compiler says about code as it was written, after the cells of a state.</summary>
    public ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> Diagnose(string code, ScriptState? state) =>
        (state is null
            ? CSharpScript.Create(code, ScriptOptionsOf(CSharp))
            : state.Script.ContinueWith(code, ScriptOptionsOf(CSharp)))
        .GetCompilation().GetDiagnostics();

    private static IEnumerable<MetadataReference> OwnReferences() =>
        new[]
        {
            typeof(CellFunctions), typeof(Microsoft.DotNet.Interactive.Kernel), typeof(CSharpKernel),
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter), typeof(Microsoft.AspNetCore.Html.IHtmlContent),
            typeof(System.Reactive.Linq.Observable),
        }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptOptions")]
    private static extern ref ScriptOptions ScriptOptionsOf(CSharpKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_workingDirectory")]
    private static extern ref string WorkingDirectoryOf(CSharpKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptState")]
    private static extern void SetScriptState(CSharpKernel kernel, ScriptState state);
}
