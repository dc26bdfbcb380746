using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Lab;

/// <summary>
/// The three methods of <c>Flows/ThreeDeep.cs</c>, compiled again: in Debug or Release, with state machines or without.
/// </summary>
internal sealed class CompiledChain
{
    private const string Source = "flows/ThreeDeep.cs";
    private readonly Type _type;

    private CompiledChain(Type type) => (_type, OuterAsync) = (
        type, type.GetMethod("OuterAsync")!.CreateDelegate<Func<Func<Task<int>>, int, Task<int>>>());

    /// <summary>The outermost of the three.</summary>
    public Func<Func<Task<int>>, int, Task<int>> OuterAsync { get; }

    /// <summary>State machine types that the compiler wrote.</summary>
    public int StateMachines => Machines.Count();

    /// <summary>State machine types that are structs.</summary>
    public int Structs => Machines.Count(type => type.IsValueType);

    private IEnumerable<Type> Machines => _type.GetNestedTypes(BindingFlags.NonPublic)
        .Where(type => type.IsAssignableTo(typeof(IAsyncStateMachine)));

    /// <exception cref="InvalidOperationException">This compiler does not compile it; the message has its words.</exception>
    public static CompiledChain Of(OptimizationLevel level, bool runtimeAsync)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        if (runtimeAsync)
        {
            options = options.WithFeatures([new("runtime-async", "on")]);
        }
        var compilation = CSharpCompilation.Create(
            $"ThreeDeep{level}{runtimeAsync}",
            [CSharpSyntaxTree.ParseText("using System; using System.Threading.Tasks;\n" + Read(), options)],
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
                .Select(file => MetadataReference.CreateFromFile(file))],
            // what runtime-async calls is marked as experimental: that is the point of looking
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level,
                specificDiagnosticOptions: [new("SYSLIB5007", ReportDiagnostic.Suppress)]));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join(' ', emitted.Diagnostics
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(3)));
        }
        image.Position = 0;
        var assembly = new AssemblyLoadContext(name: null).LoadFromStream(image);
        return new CompiledChain(assembly.GetType("HonestAsync.Lab.Flows.ThreeDeep", throwOnError: true)!);
    }

    private static string Read()
    {
        using var stream = typeof(CompiledChain).Assembly.GetManifestResourceStream(Source)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
