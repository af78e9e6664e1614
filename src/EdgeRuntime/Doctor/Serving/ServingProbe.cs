using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using EdgeActors.Cli;
using EdgeActors.Configuration;
using EdgeActors.Protocol.Client;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Doctor.Serving;

/// <summary>Connects to the socket as a client would, and asks the kernel who is on the other side.</summary>
internal static class ServingProbe
{
    private const int SolSocket = 1;
    private const int PeerCredentials = 17;

    /// <summary>What is there.</summary>
    /// <param name="path">Full path of the socket.</param>
    /// <param name="box">How long an answer may take.</param>
    public static async Task<ServingFacts> LookAsync(string path, TimeSpan box)
    {
        ServingFacts facts = await ConnectAsync(path, box) with
        {
            OldAgents = [.. OldAgent.Processes()],
            HasService = Directory.Exists(Path.GetDirectoryName(SocketPath.OfService)),
        };
        return facts.Reach == Reach.Open ? await AskAsync(path, box, facts) : facts;
    }

    private static async Task<ServingFacts> ConnectAsync(string path, TimeSpan box)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using CancellationTokenSource late = new(box);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), late.Token);
            return WithPeer(new ServingFacts(Reach.Open), socket);
        }
        catch (SocketException refused)
        {
            Reach reach = refused.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => Reach.Refused,
                SocketError.AccessDenied => Reach.Denied,
                _ when !File.Exists(path) => Reach.Nothing,
                _ => Reach.Unclear,
            };
            return new ServingFacts(reach) { Detail = refused.Message };
        }
        catch (OperationCanceledException)
        {
            return new ServingFacts(Reach.Unclear) { Detail = "the connection was not taken" };
        }
    }

    private static ServingFacts WithPeer(ServingFacts facts, Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return facts;
        }

        Span<int> credentials = stackalloc int[3];
        _ = socket.GetRawSocketOption(SolSocket, PeerCredentials, MemoryMarshal.AsBytes(credentials));
        return facts with { Pid = credentials[0], User = (uint)credentials[1], Program = ProgramOf(credentials[0]) };
    }

    private static string? ProgramOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/exe").LinkTarget;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // Only its own user and root may see it.
            return null;
        }
    }

    private static async Task<ServingFacts> AskAsync(string path, TimeSpan box, ServingFacts facts)
    {
        using EdgeAgentClient client = new(new EdgeAgentClientOptions { SocketPath = path, Timeout = box, MaxReceiveBytes = Array.MaxLength });
        long start = Stopwatch.GetTimestamp();
        try
        {
            string health = HealthNames.Of((await client.CheckHealthAsync()).Status);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            return facts with { Health = health, Took = took, Models = await ModelsAsync(client) };
        }
        catch (GrpcException refused)
        {
            return facts with
            {
                Refusal = refused.Code,
                Detail = refused.Message,
                Took = Stopwatch.GetElapsedTime(start),
                Models = refused.Code == GrpcStatusCode.DeadlineExceeded ? null : await ModelsAsync(client),
            };
        }
    }

    private static async Task<int?> ModelsAsync(EdgeAgentClient client)
    {
        try
        {
            return (await client.ListModelsAsync()).Models.Count;
        }
        catch (GrpcException)
        {
            // Not the agent's API either, or it has stopped meanwhile: the health call's own failure is what is told.
            return null;
        }
    }
}
