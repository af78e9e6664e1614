using EdgeActors.Cli;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Cli;

public sealed class ProgramNameSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Program => _folder["lib/edgeactors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Program_that_the_shell_finds_is_called_by_its_name()
    {
        Install(Program);
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/edgeactors"], "../lib/edgeactors");

        Assert.Equal("edgeactors", ProgramName.ToType(Program, "/", Search(_folder["nothing"], _folder["bin"])));
        Assert.Equal("edgeactors", ProgramName.ToType(Program, "/", _folder["lib"]));
    }

    [Fact]
    public void Program_behind_another_one_of_its_name_is_called_by_its_path()
    {
        Install(Program);
        Install(_folder["other/edgeactors"]);

        Assert.Equal(Program, ProgramName.ToType(Program, "/somewhere/else/far/away/from/it/as/can/be/seen", Search(_folder["other"], _folder["lib"])));
    }

    [Theory]
    [InlineData("lib", "./edgeactors")]
    [InlineData("", "lib/edgeactors")]
    [InlineData("bin", "../lib/edgeactors")]
    public void Program_nearby_is_called_by_what_a_shell_takes(string here, string expected) =>
        Assert.Equal(expected, ProgramName.ToType(Program, _folder[here], ""));

    private static string Search(params string[] folders) => string.Join(Path.PathSeparator, folders);

    private static void Install(string program)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, "");
    }
}
