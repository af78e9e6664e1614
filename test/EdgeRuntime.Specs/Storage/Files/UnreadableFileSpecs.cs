using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Storage.Files;

/// <summary>Why a file could not be read, as people are told.</summary>
public sealed class UnreadableFileSpecs : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_is_not_there_is_no_such_file()
    {
        Assert.Equal("there is no such file", Why(_place["gone"]));
        Assert.Equal("there is no such file", Why(_place["gone/file"]));
    }

    [Fact]
    public void A_folder_is_not_called_forbidden()
    {
        Directory.CreateDirectory(_place["folder"]);

        Assert.Equal("it is a folder", Why(_place["folder"]));
    }

    [Fact]
    public void What_is_forbidden_and_what_the_disk_refuses_say_so()
    {
        File.WriteAllText(_place["file"], "");

        Assert.Equal("this user may not read it", UnreadableFile.Why(_place["file"], new UnauthorizedAccessException("Access to the path is denied.")));
        Assert.Equal("Input/output error", UnreadableFile.Why(_place["file"], new IOException("Input/output error.")));
    }

    [Fact]
    public void A_fault_of_the_program_is_no_fault_of_the_file() => Assert.False(UnreadableFile.Is(new InvalidOperationException()));

    private static string Why(string path)
    {
        Exception fault = Assert.ThrowsAny<Exception>(() => File.ReadAllBytes(path));
        Assert.True(UnreadableFile.Is(fault));
        return UnreadableFile.Why(path, fault);
    }
}
