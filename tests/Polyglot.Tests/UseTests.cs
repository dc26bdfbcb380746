using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Polyglot.Tests;

public sealed class UseTests
{
    [Fact]
    public async Task A_set_up_cell_adds_the_languages_and_a_second_one_adds_nothing()
    {
        using var root = new CompositeKernel { new CSharpKernel() };
        string library = typeof(Polyglot).Assembly.Location;

        for (int i = 0; i < 2; i++)
        {
            var result = await root.SubmitCodeAsync(
                $"#r \"{library}\"\nusing HonestAsync.Polyglot;\nPolyglot.Use();");

            Assert.Empty(result.Events.OfType<CommandFailed>());
        }
        Assert.Equal(["csharp", "node", "python"], root.ChildKernels.Select(kernel => kernel.Name));
        Assert.Same(root.FindKernelByName("node"), root.FindKernelByName("nodejs"));
        Assert.Same(root.FindKernelByName("python"), root.FindKernelByName("py"));
    }

    [Fact]
    public void Names_that_are_taken_are_left_alone()
    {
        using var root = new CompositeKernel { new CSharpKernel("python") };
        root.Add(new CSharpKernel("other"), ["nodejs"]);

        Polyglot.Use(root);

        Assert.IsType<CSharpKernel>(root.FindKernelByName("python"));
        Assert.Equal("other", root.FindKernelByName("nodejs").Name);
        Assert.IsType<NodeKernel>(root.FindKernelByName("node"));
    }

    [Fact]
    public void Outside_of_a_cell_it_says_what_to_pass()
    {
        var error = Assert.Throws<InvalidOperationException>(Polyglot.Use);

        Assert.Contains("Pass the notebook's CompositeKernel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_a_language_can_be_listed()
    {
        Needs.Runtime("node");
        Needs.Runtime("python");
        using var notebook = new TestNotebook();
        Assert.Empty(await NamesAsync(notebook, "node"));
        await notebook.RunAsync("#!node\nconst a = [1]; let b = 'x'; var c; function d() {}");
        await notebook.RunAsync("#!python\na = [1]; b = 'x'\nimport os\ndef d(): pass");

        Assert.Equal(["a Array [ 1 ]", "b String 'x'", "c undefined undefined"], await NamesAsync(notebook,
            "node"));
        Assert.Equal(["a list [1]", "b str 'x'"], await NamesAsync(notebook, "python"));
    }

    private static async Task<IEnumerable<string>> NamesAsync(TestNotebook notebook, string kernel)
    {
        var result = await notebook.Root.SendAsync(new RequestValueInfos(kernel));
        return result.Events.OfType<ValueInfosProduced>().Single().ValueInfos
            .Select(value => $"{value.Name} {value.TypeName} {value.FormattedValue.Value}");
    }
}
