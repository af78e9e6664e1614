using System.Collections.Frozen;
using System.Text;
using EdgeActors.Configuration;
using EdgeActors.Fleet.Serving.Keys;
using EdgeActors.Specs.Aws.Credentials;

namespace EdgeActors.Specs.Fleet.Serving;

public sealed class KeyFileSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_are_read_with_the_devices_that_they_speak_for()
    {
        FrozenDictionary<string, AccessKey> keys = KeyFile.Read(File(ServeHost.Keys));

        Assert.Equal(["AKIDEXAMPLE", "AKIDSAW"], keys.Keys.Order());
        Assert.True(keys["AKIDEXAMPLE"].MaySpeakFor("press-17"));
        Assert.False(keys["AKIDEXAMPLE"].MaySpeakFor("saw-1"));
        Assert.Equal("***", keys["AKIDEXAMPLE"].Secret.ToString());
    }

    [UnixFact]
    public void A_file_that_others_may_read_is_not_used()
    {
        string file = File(ServeHost.Keys);
        System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("open to other users (mode 0440)", Assert.Throws<ConfigurationException>(() => KeyFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_none_or_too_large_is_told_so()
    {
        string large = File(new string(' ', KeyFile.MostBytes) + "{}");

        Assert.Contains("cannot be read (there is no such file)", Assert.Throws<ConfigurationException>(() => KeyFile.Read("/nowhere/keys.json")).Message, StringComparison.Ordinal);
        Assert.Contains("larger than", Assert.Throws<ConfigurationException>(() => KeyFile.Read(large)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("[]", "has no list \"keys\"")]
    [InlineData("""{"keys": []}""", "has no list \"keys\"")]
    [InlineData("""{"keys": [], "keys": []}""", "names a member twice")]
    [InlineData("""{"keys": [7]}""", "keys[0].devices is no list of devices")]
    [InlineData("""{"keys": [{"id": "A B", "secret": "CANARYCANARYCANARY", "devices": ["*"]}]}""", "keys[0].id \"A B\" is no access key id")]
    [InlineData("""{"keys": [{"id": "A", "secret": "CANARY", "devices": ["*"]}]}""", "keys[0].secret is no secret key")]
    [InlineData("""{"keys": [{"id": "A", "secret": "CANARYCANARY CANARY", "devices": ["*"]}]}""", "keys[0].secret is no secret key")]
    [InlineData("""{"keys": [{"id": "A", "secret": "CANARYCANARYCANARY", "devices": []}]}""", "keys[0].devices is no list of devices")]
    [InlineData("""{"keys": [{"id": "A", "secret": "CANARYCANARYCANARY", "devices": ["a/b"]}]}""", "keys[0].devices has what no device is called")]
    [InlineData(
        """{"keys": [{"id": "A", "secret": "CANARYCANARYCANARY", "devices": ["*"]}, {"id": "A", "secret": "CANARYCANARYCANARY", "devices": ["*"]}]}""",
        "keys[1].id \"A\" is there twice")]
    public void A_fault_names_the_entry_and_never_a_secret(string json, string fault)
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => KeyFile.Parse(Encoding.UTF8.GetBytes(json), "keys.json"));

        Assert.Contains(fault, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("press-1", "press-1", true)]
    [InlineData("press-1", "press-11", false)]
    [InlineData("press-*", "press-", true)]
    [InlineData("press-*", "saw-press-1", false)]
    [InlineData("*-1", "press-1", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "ac", false)]
    [InlineData("a*bc*c", "abc", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("A", "a", false)]
    public void A_pattern_means_all_of_the_name(string pattern, string name, bool matches)
    {
        Assert.Equal(matches, NamePattern.Parse(pattern)!.Matches(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    public void A_pattern_of_what_no_device_is_called_is_none(string pattern)
    {
        Assert.Null(NamePattern.Parse(pattern));
    }

    private string File(string text)
    {
        string file = Path.Combine(_folder, "keys.json");
        System.IO.File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }
}
