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
        var check = await CheckAsync();
        Assert.True(check.IsFine, check.What);
        Assert.Contains("starts a kernel that answers: C# 14", check.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernelspec_whose_program_is_gone_is_marked_dead_with_the_command_that_repairs_it()
    {
        _command.Install("honest-async");
        Directory.Delete(_folders.Programs, recursive: true);

        var check = await CheckAsync();
        _command.List();

        Assert.False(check.IsFine);
        Assert.Contains("the kernelspec honest-async is dead: ", check.What, StringComparison.Ordinal);
        Assert.Equal("Run: dojo kernel install --name honest-async, or: dojo kernel uninstall --name honest-async", check.Fix);
        Assert.Contains("Kernel.dll no longer exists; dojo kernel install --name honest-async, or: dojo kernel uninstall",
            _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("(ours)", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_installed_kernel_all_is_well()
    {
        var check = await CheckAsync();

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

        _command.Uninstall(name: null, all: true);

        Assert.Equal([other], KernelSpec.All(_folders.Kernels).Select(spec => spec.Folder));
        Assert.False(Directory.Exists(_folders.Programs));
    }

    [Fact]
    public void A_foreign_kernel_is_left_as_it_is()
    {
        Foreign(KernelSpec.UsualName);

        var refused = Assert.Throws<DojoException>(() => _command.Install(KernelSpec.UsualName));

        Assert.Contains("dojo kernel install --name honest-async", refused.Message, StringComparison.Ordinal);
        Assert.False(KernelSpec.Read(Path.Combine(_folders.Kernels, KernelSpec.UsualName))!.IsOurs);
    }

    [Fact]
    public void List_distinguishes_our_kernels_from_others()
    {
        Foreign("python3");
        _command.List();
        Assert.Contains("Install it with: dojo kernel install", _screen.ToString(), StringComparison.Ordinal);

        _command.Install(KernelSpec.UsualName);
        _command.List();

        Assert.Contains("(ours)", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Installing_prints_the_setting_that_VS_Code_needs_for_completions()
    {
        _command.Install(KernelSpec.UsualName);

        Assert.Contains("\"jupyter.completionTriggerCharacters\": {\"csharp\": [\".\"]}", _screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("Preferences: Open User Settings (JSON)", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_and_no_half_of_a_kernel_stays()
    {
        File.WriteAllText(_folders.Kernels, "a file where a folder is expected");

        var error = Assert.Throws<DojoException>(() => _command.Install(KernelSpec.UsualName));

        Assert.StartsWith($"The kernel is not installed: {_folders.Kernels}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("run: dojo kernel install", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folders.Programs));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<KernelCheck> CheckAsync() =>
        Assert.Single(await KernelCheck.AllAsync(_folders, _command, TestContext.Current.CancellationToken));

    private string Foreign(string name)
    {
        string folder = Path.Combine(_folders.Kernels, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), """{ "argv": ["other"], "display_name": "Other" }""");
        return folder;
    }
}
