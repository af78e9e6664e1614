using System.Runtime.InteropServices;
using EdgeActors.Capture;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.SharedMemory;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

/// <summary>CaptureData as the agent serves it, on a <see cref="FakeCaptureBuffer"/>, two models and one segment of 64 bytes 0, 1, 2 …</summary>
internal sealed class CaptureCalls : IDisposable
{
    public const int Segment = 7;
    public const int SegmentBytes = 64;

    private static readonly ModelInfo[] Models =
    [
        new("packed", "/models/packed", [], []) { PackageName = "Package", PackageVersion = "2.1" },
        new("plain", "/models/plain", [], []),
    ];

    private readonly byte[] _segment = GC.AllocateArray<byte>(SegmentBytes, pinned: true);
    private readonly TensorMemory _aligned = new(1 << 20, 1 << 20);
    private readonly AttachedSegments _attached;
    private readonly CaptureRequest _judge;

    public CaptureCalls(CaptureRequestOptions? options = null, FakeCaptureBuffer? buffer = null, bool stopping = false)
    {
        for (int i = 0; i < SegmentBytes; i++)
        {
            _segment[i] = (byte)i;
        }

        Options = options ?? new CaptureRequestOptions();
        Buffer = buffer ?? new FakeCaptureBuffer();
        Memory = new CaptureMemory(Options);
        System = new FakeSystemV { Memory = Marshal.UnsafeAddrOfPinnedArrayElement(_segment, 0) };
        System.Segments[Segment] = new SegmentStatus(SegmentBytes, 0x100);
        _attached = new AttachedSegments(System, new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);
        SharedMemoryTensors segments = new(System, _attached, _aligned);
        _judge = new CaptureRequest(new FakeCatalog(Models) { IsStopping = stopping }, segments, Options);
        Method = new CaptureDataMethod(Buffer, _judge, Memory, new PredictNames(), Options);
    }

    public CaptureRequestOptions Options { get; }

    public FakeCaptureBuffer Buffer { get; }

    public FakeSystemV System { get; }

    public CaptureMemory Memory { get; }

    public CaptureDataMethod Method { get; }

    public void OverwriteSegment() => Array.Fill<byte>(_segment, 0xFF);

    /// <summary>A request that is accepted, for specs that change one thing in it.</summary>
    public static CaptureDataRequest Good() => new() { ModelHandle = "plain", CaptureId = "capture-1" };

    public static Tensor Bytes(int count, DataType type = DataType.Uint8, params int[] shape) => new()
    {
        TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("t"), DataType = type, Shape = { shape } },
        ByteData = ByteString.CopyFrom(new byte[count]),
    };

    public static Tensor Shared(ulong size, DataType type = DataType.Uint8, params int[] shape) => new()
    {
        TensorMetadata = new TensorMetadata { Name = ByteString.CopyFromUtf8("t"), DataType = type, Shape = { shape } },
        SharedMemoryHandle = new SharedMemoryHandle { SegmentId = Segment, Size = size },
    };

    /// <summary>The draft that the buffer was given.</summary>
    public async Task<CaptureDraft> AcceptAsync(CaptureDataRequest request)
    {
        using FakeUnaryCall call = new(request);
        Assert.Empty(await call.AnswerOfAsync(Method));
        return Buffer.Draft!;
    }

    public async Task<CaptureDraftItem> AcceptAsync(Tensor tensor)
    {
        CaptureDataRequest request = Good();
        request.InputTensors.Add(tensor);
        return Assert.Single((await AcceptAsync(request)).Items);
    }

    public async Task<GrpcException> RefuseAsync(CaptureDataRequest request)
    {
        using FakeUnaryCall call = new(request);
        return await Assert.ThrowsAsync<GrpcException>(async () => await Method.InvokeAsync(call));
    }

    public Task<GrpcException> RefuseAsync(Tensor tensor)
    {
        CaptureDataRequest request = Good();
        request.InputTensors.Add(tensor);
        return RefuseAsync(request);
    }

    /// <summary>Every segment is let go and every byte given back.</summary>
    public void Dispose()
    {
        _attached.Dispose();
        _aligned.Dispose();
        Assert.Empty(System.Attached);
    }
}
