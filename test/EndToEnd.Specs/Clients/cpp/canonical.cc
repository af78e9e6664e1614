// The flow that clients of the old agent follow, with Debian's gRPC C++ and generated stubs.
//   canonical SOCKET MODEL_FOLDER INPUT OUTPUT
#include <grpcpp/grpcpp.h>
#include <sys/shm.h>

#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "agent.grpc.pb.h"

namespace edge = AWS::SageMaker::Edge;

static void must(bool holds, const std::string& what) {
  if (!holds) {
    std::cerr << "failed: " << what << std::endl;
    exit(1);
  }
}

static std::string read(const char* file) {
  std::ifstream in(file, std::ios::binary);
  must(in.good(), std::string("open ") + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

static void expect(const grpc::Status& status, grpc::StatusCode code, const std::string& call) {
  must(status.error_code() == code, call + " ended with " + std::to_string(status.error_code()) + ": " + status.error_message());
}

static void check(const edge::PredictResponse& answer, const std::string& want) {
  const std::string& got = answer.tensors(0).byte_data();
  must(got.size() == want.size(), "size of the output");
  for (size_t i = 0; i < want.size(); i += sizeof(float)) {
    float a, b;
    memcpy(&a, got.data() + i, sizeof a);
    memcpy(&b, want.data() + i, sizeof b);
    must(std::fabs(a - b) <= 1e-3f + 1e-3f * std::fabs(b), "value of the output");
  }
}

int main(int argc, char** argv) {
  must(argc == 5, "usage: canonical SOCKET MODEL_FOLDER INPUT OUTPUT");
  const std::string folder = argv[2], name = "mnist-cpp", data = read(argv[3]), want = read(argv[4]);
  auto stub = edge::Agent::NewStub(grpc::CreateChannel(std::string("unix://") + argv[1], grpc::InsecureChannelCredentials()));
  auto context = [] {
    auto made = std::make_unique<grpc::ClientContext>();
    made->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return made;
  };

  edge::UnLoadModelRequest unload;
  edge::UnLoadModelResponse unloaded;
  unload.set_name(name);
  expect(stub->UnLoadModel(context().get(), unload, &unloaded), grpc::StatusCode::NOT_FOUND, "UnLoadModel before load");

  edge::LoadModelRequest load;
  edge::LoadModelResponse loaded;
  load.set_name(name);
  load.set_url(folder);
  expect(stub->LoadModel(context().get(), load, &loaded), grpc::StatusCode::OK, "LoadModel");
  must(loaded.model().name() == name && loaded.model().handle() == name, "name and handle of the loaded model");
  expect(stub->LoadModel(context().get(), load, &loaded), grpc::StatusCode::ALREADY_EXISTS, "LoadModel again");

  edge::ListModelsResponse list;
  expect(stub->ListModels(context().get(), edge::ListModelsRequest(), &list), grpc::StatusCode::OK, "ListModels");
  must(list.models_size() >= 1, "ListModels lists it");

  edge::DescribeModelRequest describe;
  edge::DescribeModelResponse described;
  describe.set_name(name);
  expect(stub->DescribeModel(context().get(), describe, &described), grpc::StatusCode::OK, "DescribeModel");

  edge::PredictRequest request;
  edge::PredictResponse answer;
  request.set_name(name);
  edge::Tensor* tensor = request.add_tensors();
  *tensor->mutable_tensor_metadata() = described.model().input_tensor_metadatas(0);
  tensor->set_byte_data(data);
  expect(stub->Predict(context().get(), request, &answer), grpc::StatusCode::OK, "Predict by bytes");
  check(answer, want);

  // As the vendor's example does: size and offset never set, the segment made read-only before the call.
  const int id = shmget(IPC_PRIVATE, data.size(), IPC_CREAT | 0600);
  void* at = shmat(id, nullptr, 0);
  memcpy(at, data.data(), data.size());
  shmid_ds status;
  must(shmctl(id, IPC_STAT, &status) == 0, "IPC_STAT");
  status.shm_perm.mode = 0400;
  must(shmctl(id, IPC_SET, &status) == 0, "IPC_SET");
  tensor->mutable_shared_memory_handle()->set_segment_id(id);
  const grpc::Status by_memory = stub->Predict(context().get(), request, &answer);
  edge::CaptureDataRequest capture;
  edge::CaptureDataResponse captured;
  capture.set_model_name(name);
  capture.set_capture_id("cpp-shared");
  capture.mutable_inference_timestamp()->set_seconds(1700000000);
  *capture.add_input_tensors() = *tensor;
  *capture.mutable_output_tensors() = answer.tensors();
  const grpc::Status capture_by_memory = stub->CaptureData(context().get(), capture, &captured);
  shmdt(at);
  shmctl(id, IPC_RMID, nullptr);
  expect(by_memory, grpc::StatusCode::OK, "Predict by shared memory");
  check(answer, want);

  expect(capture_by_memory, grpc::StatusCode::OK, "CaptureData by shared memory");
  capture.set_capture_id("cpp-bytes");
  capture.clear_inference_timestamp();
  capture.mutable_input_tensors(0)->set_byte_data(data);
  edge::AuxilaryData* note = capture.add_inputs();
  note->set_name("note");
  note->set_encoding(edge::JSON);
  note->set_byte_data("{\"line\": 7}");
  expect(stub->CaptureData(context().get(), capture, &captured), grpc::StatusCode::OK, "CaptureData by bytes");

  edge::GetCaptureDataStatusRequest ask;
  edge::GetCaptureDataStatusResponse told;
  const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (const char* id : {"cpp-shared", "cpp-bytes"}) {
    ask.set_capture_id(id);
    for (;;) {
      expect(stub->GetCaptureDataStatus(context().get(), ask, &told), grpc::StatusCode::OK, "GetCaptureDataStatus");
      if (told.status() == edge::SUCCESS) break;
      must(told.status() == edge::IN_PROGRESS && std::chrono::steady_clock::now() < late, std::string("storing ") + id);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  expect(stub->CaptureData(context().get(), capture, &captured), grpc::StatusCode::ALREADY_EXISTS, "CaptureData again");

  expect(stub->UnLoadModel(context().get(), unload, &unloaded), grpc::StatusCode::OK, "UnLoadModel");
  std::cout << "canonical flow passed" << std::endl;
  return 0;
}
