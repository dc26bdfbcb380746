using System.Text.Json.Nodes;

namespace HonestAsync.Dojo.Tests;

public sealed class KernelCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("honest async kernel ").FullName;
    private readonly Screen _screen = new();
    private readonly KernelSpecFolders _folders;
    private readonly KernelCommand _command;

    public KernelCommandTests()
    {
        _folders = new KernelSpecFolders(Path.Combine(_root, "kernels"), Path.Combine(_root, "programs"), []);
        _command = new KernelCommand(_folders, _screen.Console);
    }

    [Fact]
    public async Task Installed_kernel_is_found_starts_and_is_independent_of_the_build()
    {
        _command.Install(KernelSpec.UsualName);

        var spec = Assert.Single(KernelSpec.All(_folders.Kernels));
        Assert.StartsWith(_folders.Programs, spec.Argv[1], StringComparison.Ordinal);
        Assert.True(_command.IsCurrent(spec));
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(spec.Folder, "kernel.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(("C#", "message"), ((string)json["language"]!, (string)json["interrupt_mode"]!));
        Assert.True(File.Exists(Path.Combine(spec.Folder, "logo-64x64.png")));
        var check = await KernelCheck.RunAsync(_folders, _command, TestContext.Current.CancellationToken);
        Assert.True(check.IsFine, check.What);
        Assert.Contains("starts a kernel that answers: C# 14", check.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kernel_whose_files_are_gone_is_a_fault_that_doctor_mends_by_a_command()
    {
        _command.Install(KernelSpec.UsualName);
        Directory.Delete(_folders.Programs, recursive: true);

        var check = await KernelCheck.RunAsync(_folders, _command, TestContext.Current.CancellationToken);

        Assert.False(check.IsFine);
        Assert.Equal("Run: dojo kernel install", check.Mend);
    }

    [Fact]
    public async Task Without_an_installed_kernel_all_is_well()
    {
        var check = await KernelCheck.RunAsync(_folders, _command, TestContext.Current.CancellationToken);

        Assert.True(check.IsFine);
        Assert.Contains("dojo kernel install does it", check.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Installing_again_leaves_one_program()
    {
        Directory.CreateDirectory(Path.Combine(_folders.Programs, "of-an-older-build"));

        _command.Install(KernelSpec.UsualName);
        _command.Install(KernelSpec.UsualName);

        Assert.Single(Directory.GetDirectories(_folders.Programs));
    }

    [Fact]
    public void Uninstalling_removes_ours_and_nothing_else()
    {
        var other = Foreign("python3");
        _command.Install(KernelSpec.UsualName);
        _command.Install("honest-async");

        _command.Uninstall();

        Assert.Equal([other], KernelSpec.All(_folders.Kernels).Select(spec => spec.Folder));
        Assert.False(Directory.Exists(_folders.Programs));
    }

    [Fact]
    public void Kernel_of_somebody_else_is_left_as_it_is()
    {
        Foreign(KernelSpec.UsualName);

        var refused = Assert.Throws<DojoException>(() => _command.Install(KernelSpec.UsualName));

        Assert.Contains("dojo kernel install --name honest-async", refused.Message, StringComparison.Ordinal);
        Assert.False(KernelSpec.Read(Path.Combine(_folders.Kernels, KernelSpec.UsualName))!.IsOurs);
    }

    [Fact]
    public void List_tells_ours_from_others()
    {
        Foreign("python3");
        _command.List();
        Assert.Contains("Install it with: dojo kernel install", _screen.ToString(), StringComparison.Ordinal);

        _command.Install(KernelSpec.UsualName);
        _command.List();

        Assert.Contains("(ours)", _screen.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Foreign(string name)
    {
        string folder = Path.Combine(_folders.Kernels, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), """{ "argv": ["other"], "display_name": "Other" }""");
        return folder;
    }
}
