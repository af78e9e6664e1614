using System.Net.Sockets;
using System.Runtime.Versioning;
using EdgeActors.Grpc.Socket;
using NetSocket = System.Net.Sockets.Socket;

namespace EdgeActors.Specs.Grpc.Socket;

[UnsupportedOSPlatform("windows")]
public sealed class ListenSocketSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-socket-").FullName;

    private string SocketPath => Path.Combine(_folder, "agent.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Defaults_are_what_the_documents_say()
    {
        var options = new ListenSocketOptions();

        Assert.Equal("/tmp/aws.greengrass.SageMakerEdgeManager.sock", options.Path);
        Assert.Equal(Convert.ToInt32("660", 8), (int)options.Mode);
        Assert.Null(options.Group);
        Assert.False(options.Replace);
    }

    [Fact]
    public async Task The_socket_file_has_the_mode_asked_for()
    {
        using var socket = await ClaimAsync(options => options.Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite, File.GetUnixFileMode(SocketPath));
    }

    [Fact]
    public async Task A_stale_socket_is_replaced()
    {
        await LeaveStaleAsync();

        using var socket = await ClaimAsync();

        Assert.True(await AnswersAsync());
    }

    [Fact]
    public async Task A_socket_that_answers_is_left_alone()
    {
        using var other = await ClaimAsync();

        var refused = await Assert.ThrowsAsync<SocketClaimException>(() => ClaimAsync());

        Assert.Contains("Another agent is serving", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-f", refused.Message, StringComparison.Ordinal);
        Assert.True(await AnswersAsync());
    }

    [Fact]
    public async Task With_force_even_an_answering_socket_is_replaced_and_its_owner_does_not_remove_the_new_one()
    {
        var old = await ClaimAsync();
        using var ours = await ClaimAsync(options => options.Replace = true);

        old.Remove();
        old.Dispose();

        Assert.True(await AnswersAsync());
        ours.Remove();
        Assert.False(File.Exists(SocketPath));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_no_socket_is_never_removed(bool force)
    {
        await File.WriteAllTextAsync(SocketPath, "precious");

        var refused = await Assert.ThrowsAsync<SocketClaimException>(() => ClaimAsync(options => options.Replace = force));

        Assert.Contains("is no socket", refused.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(SocketPath));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_symbolic_link_is_not_followed(bool force)
    {
        File.CreateSymbolicLink(SocketPath, Path.Combine(_folder, "elsewhere"));

        var refused = await Assert.ThrowsAsync<SocketClaimException>(() => ClaimAsync(options => options.Replace = force));

        Assert.Contains("symbolic link", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var refused = await Assert.ThrowsAsync<SocketClaimException>(
            () => ClaimAsync(options => options.Path = Path.Combine(_folder, "none", "agent.sock")));

        Assert.Contains($"'{Path.Combine(_folder, "none")}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_longer_than_the_system_takes_is_refused_with_both_lengths()
    {
        var refused = await Assert.ThrowsAsync<SocketClaimException>(() => ClaimAsync(options => options.Path = "/tmp/" + new string('a', 103)));

        Assert.Contains("108 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Contains("107", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_of_the_longest_length_works()
    {
        var path = Path.Combine(_folder, new string('s', ListenSocketOptions.MaxPathBytes - _folder.Length - 1));

        using var socket = await ClaimAsync(options => options.Path = path);

        Assert.True(await AnswersAsync(path));
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_named_and_nothing_is_left_behind()
    {
        var refused = await Assert.ThrowsAsync<SocketClaimException>(() => ClaimAsync(options => options.Group = "no-such-group"));

        Assert.Contains("'no-such-group'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_groups_of_the_system_are_found_by_name_and_number()
    {
        Assert.Equal(0u, UnixFile.GroupId("root"));
        Assert.Equal(1234u, UnixFile.GroupId("1234"));
    }

    [Fact]
    public async Task Two_that_start_at_once_on_a_stale_socket_do_not_both_win()
    {
        await LeaveStaleAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await ClaimAsync();
            }
            catch (SocketClaimException)
            {
                return null;
            }
        })));

        Assert.Single(claims, claim => claim is not null);
        Assert.True(await AnswersAsync());
        foreach (var claim in claims)
        {
            claim?.Dispose();
        }
    }

    private Task<ListenSocket> ClaimAsync(Action<ListenSocketOptions>? change = null)
    {
        var options = new ListenSocketOptions { Path = SocketPath };
        change?.Invoke(options);
        return ListenSocket.ClaimAsync(options, TimeProvider.System, CancellationToken.None);
    }

    private async Task LeaveStaleAsync()
    {
        var dead = await ClaimAsync();
        dead.Dispose();
        Assert.True(File.Exists(SocketPath));
    }

    private async Task<bool> AnswersAsync(string? path = null)
    {
        using var probe = new NetSocket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(path ?? SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
