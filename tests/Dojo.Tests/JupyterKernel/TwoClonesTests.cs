namespace HonestAsync.Dojo.Tests;

/// <summary>Two clones, each with a build of its own, that install a kernel each for the same user.</summary>
public sealed class TwoClonesTests : IDisposable
{
    private const string First = KernelSpec.UsualName, Second = "honest-async";
    private readonly string _root = Directory.CreateTempSubdirectory("honest async clones ").FullName;
    private readonly Screen _screen = new();
    private readonly KernelSpecFolders _folders;
    private readonly KernelCommand _first;
    private readonly KernelCommand _second;

    public TwoClonesTests()
    {
        _folders = new KernelSpecFolders(Path.Combine(_root, "kernels"), Path.Combine(_root, "programs"), []);
        _first = Clone("a");
        _second = Clone("b");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Neither_install_breaks_the_other(bool firstComesFirst)
    {
        foreach (bool isFirst in new[] { firstComesFirst, !firstComesFirst })
        {
            _ = isFirst ? _first.Install(First) : _second.Install(Second);
        }

        var specs = _folders.Specs().ToList();
        Assert.Equal([First, Second], specs.Select(spec => spec.Name));
        Assert.All(specs, spec => Assert.Null(spec.MissingFile));
        Assert.NotEqual(specs[0].Argv[1], specs[1].Argv[1]);
    }

    [Fact]
    public async Task A_kernel_of_one_clone_starts_after_another_clone_has_installed_and_uninstalled_its_own()
    {
        var real = new KernelCommand(_folders, _screen.Console);
        real.Install(First);
        _second.Install(Second);
        _second.Uninstall(Second, all: false);

        var check = Assert.Single(await KernelCheck.AllAsync(_folders, real, TestContext.Current.CancellationToken));

        Assert.Contains("starts a kernel that answers: C# 14", check.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(First, Second)]
    [InlineData(Second, First)]
    public void Uninstalling_one_leaves_the_other_whole(string removed, string left)
    {
        _first.Install(First);
        _second.Install(Second);

        _first.Uninstall(removed, all: false);

        var spec = Assert.Single(_folders.Specs());
        Assert.Equal(left, spec.Name);
        Assert.Null(spec.MissingFile);
        Assert.Single(Directory.GetDirectories(_folders.Programs));
    }

    [Fact]
    public void Uninstalling_without_a_name_asks_for_one_where_several_are_installed()
    {
        _first.Install(First);
        _second.Install(Second);

        var error = Assert.Throws<DojoException>(() => _first.Uninstall(name: null, all: false));

        Assert.StartsWith("2 kernels of ours are installed: .net-csharp, honest-async.\n", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("dojo kernel uninstall --all", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _folders.Specs().Count());
    }

    [Fact]
    public void A_program_that_a_kernelspec_elsewhere_starts_is_kept()
    {
        string elsewhere = Path.Combine(_root, "elsewhere");
        var folders = _folders with { Others = [elsewhere] };
        new KernelCommand(_folders, _screen.Console, Build("a")).Install(First);
        Directory.CreateDirectory(elsewhere);
        // moved there, and no longer marked as ours
        Directory.Move(Path.Combine(_folders.Kernels, First), Path.Combine(elsewhere, "mine"));
        string file = Path.Combine(elsewhere, "mine", "kernel.json");
        string text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("honest-async\":", "edited\":", StringComparison.Ordinal));

        new KernelCommand(folders, _screen.Console, Build("b")).Install(First);

        Assert.Equal(2, Directory.GetDirectories(_folders.Programs).Length);
        Assert.All(folders.Specs(), spec => Assert.Null(spec.MissingFile));
    }

    [Fact]
    public void A_program_installed_for_a_folder_that_is_not_looked_into_now_is_kept()
    {
        var another = _folders with { Kernels = Path.Combine(_root, "another JUPYTER_DATA_DIR") };
        new KernelCommand(another, _screen.Console, Build("a")).Install(First);

        _second.Install(Second);

        Assert.Null(Assert.Single(another.Specs()).MissingFile);
    }

    [Fact]
    public async Task Doctor_finds_no_fault_in_the_kernel_of_another_clone_where_this_one_has_its_own()
    {
        var real = new KernelCommand(_folders, _screen.Console);
        real.Install(First);
        real.Install(Second);
        // as another clone has it: another path to a kernel that starts
        var spec = KernelSpec.Read(Path.Combine(_folders.Kernels, Second))!;
        string other = Path.Combine(Path.GetDirectoryName(spec.Argv[1])!, ".", "Kernel.dll");
        (spec with { Argv = [spec.Argv[0], other, .. spec.Argv.Skip(2)] }).Write();

        var both = await KernelCheck.AllAsync(_folders, real, TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(_folders.Kernels, First), recursive: true);
        var alone = await KernelCheck.AllAsync(_folders, real, TestContext.Current.CancellationToken);

        Assert.All(both, check => Assert.True(check.IsFine, check.What));
        Assert.EndsWith("starts the kernel of another build or clone", both[1].What, StringComparison.Ordinal);
        Assert.False(Assert.Single(alone).IsFine);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private KernelCommand Clone(string name) => new(_folders, _screen.Console, Build(name));

    private string Build(string name)
    {
        string folder = Path.Combine(_root, $"build {name}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Kernel.dll"), $"the kernel of clone {name}");
        return folder;
    }
}
